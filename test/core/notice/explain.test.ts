import fc from 'fast-check';
import type { StoredHold } from '../../../core/agent/agent';
import type { Alert } from '../../../core/alert/alert';
import type { Breaker } from '../../../core/delivery/breaker';
import { type Asked, explain, type Explained, matchOf } from '../../../core/notice/explain';
import type { Ledger } from '../../../core/notice/ledger';
import { type CompiledSilence, compileSilences } from '../../../core/notice/silence';
import type { Surroundings } from '../../../core/notice/surroundings';
import { judgeNotice, type Telling } from '../../../core/notice/quiet';
import { supposedAlert, supposedLedger } from '../../../core/notice/supposed';
import { matching, buildIndex } from '../../../core/subscription/match-index';
import type { Subscription } from '../../../core/subscription/subscription';
import { alertData } from '../destination/kinds/samples';

const NOW = Date.parse('2026-01-31T12:00:00.000Z');
const MINUTE = 60_000;
const at = (minutes: number): string => new Date(NOW + minutes * MINUTE).toISOString();

const slack: Subscription = {
  ...{ id: 'sub_1', project: 'prj_1', name: 'team', eventTypes: ['alert.*'], status: 'enabled' },
  ...{ destination: { kind: 'slack' }, secrets: [], createdAt: 0, updatedAt: 0, revision: 1 },
};
const alone = { ...slack, grouping: { by: [], waitSeconds: 0 } };
const webhook: Subscription['destination'] = { kind: 'webhook', url: 'https://example.com' };
const firing: Asked = {
  ...{ id: 'evt_1', type: 'alert.firing', source: 'tocsin', subject: 'alt_1', time: at(0) },
  data: alertData(),
};
const silence = (until: number): CompiledSilence => {
  const fields = { id: 'sil_1', project: 'p', reason: 'known', actor: 'key_1', createdAt: 0 };
  const [compiled] = compileSilences([{ ...fields, until: NOW + until * MINUTE, matchers: [] }]);
  if (!compiled) throw new Error('The silence was not taken');
  return compiled;
};
const mute = (from: string, to: string) => ({ muteWindows: [{ from, to, timeZone: 'UTC' }] });
const hold = (more: Partial<StoredHold> = {}): StoredHold => ({
  ...{ id: 'hold_1', kind: 'pause', actor: 'key_1', reason: 'x', createdAt: 0, by: 'human', ...more },
});

/** What is said of an event, where nothing else is said about what stands around it. */
function told(subscription: Subscription, event: Asked, more: Partial<Surroundings> = {}): Explained {
  const match = matchOf(subscription, event);
  if (!match.matched) return { told: 'no', at: null, reason: match.reason };
  const isOfAlert = ['alert.firing', 'alert.acknowledged', 'alert.resolved'].includes(event.type);
  return explain(subscription, event, match, {
    ...{ now: NOW, silences: [], holds: [], acceptedAt: NOW, sentThisHour: 0 },
    ...(isOfAlert && {
      telling: { type: event.type as Telling['type'], data: alertData() },
      alert: supposedAlert(event, alertData(), NOW),
      ledger: supposedLedger(subscription, event),
    }),
    ...more,
  });
}

it.each<[string, Subscription, Asked, Explained['told'], string | null, string]>([
  [
    ...(['its type', slack, firing, 'yes'] as const),
    ...([at(0.5), 'alert.* matches; in one message with what else comes within 30 s'] as const),
  ],
  ['its type, told alone', alone, firing, 'yes', at(0), 'alert.* matches'],
  ['another type', slack, { ...firing, type: 'a.b' }, 'no', null, 'a.b is none of its event types'],
  [
    ...(['its filter', { ...alone, filter: { data: { severity: ['critical'] } } }, firing, 'yes'] as const),
    ...([at(0), 'alert.* and its filter match'] as const),
  ],
  [
    ...(['a filter on what every event has', { ...alone, filter: FILTER() }, firing, 'yes', at(0)] as const),
    'alert.* and its filter match',
  ],
  [
    ...(['another filter', { ...slack, filter: { data: { severity: ['info'] } } }, firing, 'no'] as const),
    ...([null, 'its filter does not match'] as const),
  ],
  [
    ...(['disabled', { ...slack, status: 'disabled', disabledReason: 'failing' }, firing, 'held'] as const),
    ...([null, 'it is disabled (failing): kept until it is recovered'] as const),
  ],
  ['an end', alone, { ...firing, type: 'alert.resolved' }, 'yes', at(0), 'alert.* matches'],
  [
    ...(['an end, to whom no beginning is told', { ...alone, eventTypes: ['alert.resolved'] }] as [
      string,
      Subscription,
    ]),
    ...([{ ...firing, type: 'alert.resolved' }, 'no', null, 'it was not told that the alert fires'] as const),
  ],
  [
    ...(['the log', { ...slack, destination: { kind: 'log' } }, firing, 'yes', at(0)] as const),
    'alert.* matches; written to the log, nobody is notified',
  ],
  [
    ...([
      'an acknowledgement to one that knows none',
      ALERTMANAGER(),
      { ...firing, type: 'alert.acknowledged' },
    ] as const),
    ...(['no', null, 'a destination of kind alertmanager is sent nothing about alert.acknowledged'] as const),
  ],
  [
    ...(['a delay', { ...alone, delaySeconds: 600 }, firing, 'later', at(10)] as const),
    'told if the alert still fires after 600 s',
  ],
  [
    ...(['a mute window', { ...alone, ...mute('11:00', '13:00') }, firing, 'later', at(60)] as const),
    `muted until ${at(60)}`,
  ],
  [
    ...([
      'a mute window in which a delay ends',
      { ...alone, delaySeconds: 600, ...mute('12:05', '13:00') },
    ] as const),
    ...([
      firing,
      'later',
      at(60),
      `told if the alert still fires after 600 s; muted until ${at(60)}`,
    ] as const),
  ],
  [
    ...([
      'a mute window that begins while others are waited for',
      { ...slack, ...mute('12:00', '13:00') },
    ] as const),
    ...([firing, 'later', at(60.5)] as const),
    `muted until ${at(60)}; in one message with what else comes within 30 s`,
  ],
])('%s', (_, subscription, event, verdict, when, reason) => {
  expect(told(subscription, event)).toEqual({ told: verdict, at: when, reason });
});

function FILTER() {
  return { id: [{ prefix: 'evt_' }], time: [{ exists: true }], subject: [{ exists: true }] };
}
function ALERTMANAGER(): Subscription {
  return { ...slack, destination: { kind: 'alertmanager', url: 'https://example.com' } };
}

it.each<[string, Partial<Surroundings>, Explained['told'], string | null, RegExp]>([
  ['a silence', { silences: [silence(1)] }, 'later', at(1), /^silenced by sil_1 until .* \(known\)$/],
  ['a silence that has ended', { silences: [silence(0)] }, 'yes', at(0), /matches/],
  [
    'a pause of its agent',
    { holds: [hold({ until: NOW + 5 * MINUTE })] },
    'later',
    at(5),
    /its agent is paused until/,
  ],
  ['a pause without end', { holds: [hold()] }, 'later', null, /its agent is paused$/],
  ['a pause by the alert itself', { holds: [hold({ alert: alertData().id })] }, 'yes', at(0), /matches/],
  [
    'an endpoint that is failing',
    { breaker: { state: 'open' } as Breaker },
    'later',
    null,
    /endpoint is failing/,
  ],
  [
    'an endpoint that has asked for a pause',
    { pause: { pausedUntil: NOW + MINUTE, lengthMs: MINUTE } },
    'later',
    null,
    /asked for a pause until/,
  ],
  [
    'a pause of an endpoint that is over',
    { pause: { pausedUntil: NOW, lengthMs: 1 } },
    'yes',
    at(0),
    /matches/,
  ],
  ['a rate limit that is used up', { nextPlaceAt: NOW + 2 * MINUTE }, 'later', at(2), /behind others/],
  ['an alert that is resolved', { alert: { status: 'resolved' } as Alert }, 'no', null, /is resolved/],
])('6.1 %s', (_, around, verdict, when, reason) => {
  const asked = told({ ...alone, rateLimit: { perSecond: 1 } }, firing, around);
  expect(asked).toEqual({ told: verdict, at: when, reason: expect.stringMatching(reason) as string });
});

it('6.1 a silence concerns people, and no machines', () => {
  const machine = { ...slack, destination: webhook };
  expect(told(machine, firing, { silences: [silence(1)] })).toMatchObject({ told: 'yes', at: at(0) });
});

it('6.2 what comes together is told with the notice that waits, and beyond the cap with the next digest', () => {
  expect(told(slack, firing, { openUntil: NOW + 10_000 })).toMatchObject({ told: 'yes', at: at(1 / 6) });
  const capped = { ...slack, rateCap: { perHour: 2 } };
  expect(told(capped, firing, { sentThisHour: 1 })).toMatchObject({ told: 'yes', at: at(0.5) });
  expect(told(capped, firing, { sentThisHour: 2 })).toEqual({
    ...{ told: 'later', at: at(5) },
    reason: `beyond its 2 messages an hour: put together until ${at(5)}`,
  });
  const later = { ...capped, delaySeconds: 3_600 };
  expect(told(later, firing, { sentThisHour: 2 })).toMatchObject({ told: 'later', at: at(60.5) });
});

it('6.3 how an alert goes on is told alone where its beginning was told', () => {
  const ended = { ...firing, type: 'alert.resolved' };
  const ledger = { firing: 'accepted', destination: { kind: 'pagerduty' } } as Ledger;
  expect(told(slack, ended, { ledger })).toEqual({ told: 'yes', at: at(0), reason: 'alert.* matches' });
  expect(told(slack, ended, { ledger: { firing: 'underWay' } as Ledger })).toMatchObject({
    told: 'later',
    at: null,
  });
});

const clock = fc
  .integer({ min: 0, max: 1_439 })
  .map((minute) => new Date(minute * MINUTE).toISOString().slice(11, 16));
const window = fc.record({
  from: clock,
  to: clock,
  timeZone: fc.constantFrom('UTC', 'Europe/Paris', 'Asia/Kolkata'),
});
const settings = fc.record(
  {
    delaySeconds: fc.integer({ min: 0, max: 7_200 }),
    unless: fc.constant<('acknowledged' | 'resolved')[]>(['acknowledged']),
    muteWindows: fc.array(window, { maxLength: 3 }),
  },
  { requiredKeys: [] },
);

it('6.1 says of every setting what asking before each attempt, again and again, comes to', () => {
  fc.assert(
    fc.property(
      settings,
      fc.array(fc.integer({ min: -60, max: 600 }), { maxLength: 3 }),
      fc.array(fc.integer({ min: -60, max: 600 }), { maxLength: 2 }),
      fc.boolean(),
      (options, silences, holds, acknowledged) => {
        const around = {
          silences: silences.map(silence),
          holds: holds.map((until) => hold({ until: NOW + until * MINUTE })),
          alert: { ...supposedAlert(firing, alertData(), NOW), ...(acknowledged && { acknowledgedAt: NOW }) },
        };
        const said = told({ ...alone, ...options }, firing, around);
        const telling = { type: 'alert.firing' as const, data: alertData() };
        let now = NOW;
        for (let asked = 0; asked < 400; asked++) {
          const standing = { ...around, ledger: undefined, options, acceptedAt: NOW, now };
          const way = judgeNotice(telling, standing);
          if (way.do === 'withhold') return expect(said.told).toBe('no');
          if (way.do === 'send') {
            expect(said.at).toBe(new Date(now).toISOString());
            return expect(said.told).toBe(now === NOW ? 'yes' : 'later');
          }
          now = way.until;
        }
        // Windows that cover the whole day.
        return expect(said).toMatchObject({ told: 'later', at: null });
      },
    ),
    { numRuns: 100 },
  );
});

it('1.4 takes exactly the events that are routed to it', () => {
  const types = fc.constantFrom('a', 'a.b', 'a.b.c', 'b', 'alert.firing');
  const patterns = fc.uniqueArray(fc.constantFrom('*', 'a.*', 'a', 'a.b', 'a.b.*', 'b', 'alert.*'), {
    minLength: 1,
  });
  const filters = fc.constantFrom<Subscription['filter'][]>(
    undefined,
    ...[{ source: ['x'] }, { subject: [{ exists: false }] }, { data: { n: [{ numeric: ['>', 1] }] } }],
    ...[{ id: [{ prefix: 'evt_' }] }, { $or: [{ source: ['y'] }, { data: { n: [1] } }] }],
  );
  const event = fc.record(
    {
      id: fc.constant('evt_1'),
      time: fc.constant(at(0)),
      type: types,
      source: fc.constantFrom('x', 'y'),
      data: fc.record({ n: fc.integer({ min: 0, max: 3 }) }),
      subject: fc.constant('run'),
    },
    { requiredKeys: ['id', 'time', 'type', 'source', 'data'] },
  );
  fc.assert(
    fc.property(patterns, filters, event, (eventTypes, filter, one) => {
      const given = { eventTypes, ...(filter && { filter }) };
      const rows = eventTypes.map((eventType) => ({
        ...{ subscription: 'sub_1', eventType, status: 'enabled' as const },
        ...(filter && { filter }),
      }));
      expect(matchOf(given, one as Asked).matched).toBe(matching(buildIndex(rows), one).rows.length > 0);
    }),
    { numRuns: 500 },
  );
});

it('6.1 says something of every subscription in every state', () => {
  const destinations = fc.constantFrom<Subscription['destination'][]>(
    { kind: 'slack' },
    { kind: 'email', to: ['a@example.com'] },
    { kind: 'pagerduty' },
    webhook,
  );
  const of = fc.record({
    destination: destinations,
    status: fc.constantFrom<Subscription['status'][]>('enabled', 'disabled'),
    grouping: fc.constantFrom(0, 30).map((waitSeconds) => ({ by: [], waitSeconds })),
    rateLimit: fc.constantFrom({ perSecond: 0.01 }, { perSecond: 100 }),
    rateCap: fc.constantFrom({ perHour: 1 }, { perHour: 100 }),
  });
  const around = fc.record(
    {
      sentThisHour: fc.constantFrom(0, 1, 100),
      openUntil: fc.constant(NOW + 10_000),
      nextPlaceAt: fc.constantFrom(NOW - MINUTE, NOW + MINUTE, NOW + 10 * MINUTE),
      breaker: fc.constant({ state: 'open' } as Breaker),
      pause: fc.constant({ pausedUntil: NOW + MINUTE, lengthMs: MINUTE }),
      silences: fc.constant([silence(1)]),
    },
    { requiredKeys: [] },
  );
  const types = fc.constantFrom('alert.firing', 'alert.resolved', 'agent.run.failed');
  fc.assert(
    fc.property(of, around, types, (options, more, type) => {
      const subscription = { ...slack, eventTypes: ['*'], ...options };
      const said = told(subscription, { ...firing, type }, more);
      expect(said.told === 'held').toBe(options.status === 'disabled');
      expect(said.reason).not.toBe('');
      if (said.told === 'yes') expect(said.at).not.toBeNull();
    }),
    { numRuns: 500 },
  );
});
