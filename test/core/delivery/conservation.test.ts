import fc from 'fast-check';
import {
  addedUp,
  conservation,
  ofStrays,
  type Account,
  type Conservation,
  type CountedDelivery,
  type CountedEvent,
} from '../../../core/delivery/conservation';
import { deliveryId } from '../../../core/delivery/delivery-id';
import type { DeliveryState } from '../../../core/delivery/delivery';
import type { Keeper } from '../../../core/delivery/overdue';
import { strayDeliveries, strayLetters } from '../../../core/delivery/strays';

const NOW = Date.parse('2026-03-10T12:00:00.000Z');
const HOUR = 3_600_000;
const MINUTE = 60_000;
const PROJECT = 'prj_1';

interface Letter {
  id: string;
  kind: 'delivery' | 'event';
  event: string;
  acceptedAt: number;
  at: number;
}

/** Everything that a project's tables hold, as far as the count looks at it. */
interface Tables {
  events: CountedEvent[];
  deliveries: CountedDelivery[];
  letters: Letter[];
  subscriptions: string[];
  breakers: string[];
}

/** What the API's pages do, on rows in memory. */
function audit({ events, deliveries, letters, subscriptions, breakers }: Tables): Conservation {
  const rows = new Map(deliveries.map((row) => [row.id, row]));
  const ofLetters = new Set(letters.map(({ id }) => id));
  const accounts = events.map((event): Account => ({
    event,
    letter: ofLetters.has(deliveryId(PROJECT, event.id, '')),
    deliveries: event.matched.map((subscription) => {
      const id = deliveryId(PROJECT, event.id, subscription);
      return { id, subscription, row: rows.get(id), letter: ofLetters.has(id) };
    }),
  }));
  const breaker = { state: 'open' as const, dueShard: 'due#0', dueAt: NOW + MINUTE };
  const keeperOf = (id: string): Keeper => ({
    exists: subscriptions.includes(id),
    discarding: false,
    breaker: breakers.includes(id) ? breaker : undefined,
  });
  const kin = {
    events: new Map(events.map((event) => [event.id, event])),
    deliveries: rows,
    ...{ retentionDays: 30, now: NOW },
  };
  return addedUp([
    conservation(accounts, keeperOf, NOW),
    ofStrays(strayDeliveries(deliveries, kin)),
    ofStrays(strayLetters(letters, kin)),
  ]);
}

const WAITS: Partial<Record<DeliveryState, Partial<CountedDelivery>>> = {
  queued: { dueShard: 'due#1', dueAt: NOW + MINUTE },
  leased: { leaseUntil: NOW + MINUTE },
  waiting: { nextAt: NOW + MINUTE, dueShard: 'due#1', dueAt: NOW + 6 * MINUTE },
  parked: { dueShard: 'parked#sub_1#0', dueAt: NOW - HOUR },
  held: { dueShard: 'held#sub_1#0', dueAt: NOW - HOUR },
};
const STATES: DeliveryState[] = [
  ...([
    'queued',
    'leased',
    'waiting',
    'parked',
    'held',
    'delivered',
    'dead',
    'withheld',
    'discarded',
  ] as const),
];

const SUBSCRIPTIONS = ['sub_1', 'sub_2', 'sub_3'];
const fate = fc.constantFrom(...STATES);
const eventFate = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('routed' as const),
      fates: fc.array(fate, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('dead' as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('filtered' as const) }) },
);

/** Tables in which every event is accounted for. */
const sound = fc.array(eventFate, { minLength: 1, maxLength: 8 }).map((fates): Tables => {
  const tables: Tables = {
    ...{ events: [], deliveries: [], letters: [] },
    ...{ subscriptions: [...SUBSCRIPTIONS], breakers: [] },
  };
  for (const [index, made] of fates.entries()) add(tables, `evt_${index}`, NOW - HOUR - index, made);
  const parked = tables.deliveries.filter(({ state }) => state === 'parked');
  tables.breakers = [...new Set(parked.map(({ subscription }) => subscription))];
  return tables;
});

function add(
  { events, deliveries, letters }: Tables,
  id: string,
  receivedAt: number,
  made: { kind: 'routed'; fates: DeliveryState[] } | { kind: 'dead' | 'filtered' },
): void {
  const matched = made.kind === 'routed' ? SUBSCRIPTIONS.slice(0, made.fates.length) : [];
  events.push({ id, state: made.kind, matched, receivedAt, matchedAt: receivedAt });
  const letter = { event: id, acceptedAt: receivedAt, at: receivedAt };
  if (made.kind === 'dead') letters.push({ ...letter, id: deliveryId(PROJECT, id, ''), kind: 'event' });
  if (made.kind !== 'routed') return;
  for (const [index, state] of made.fates.entries()) {
    const subscription = SUBSCRIPTIONS[index] ?? '';
    const dlv = deliveryId(PROJECT, id, subscription);
    deliveries.push({ id: dlv, event: id, subscription, state, acceptedAt: receivedAt, ...WAITS[state] });
    if (state === 'dead') letters.push({ ...letter, id: dlv, kind: 'delivery' });
  }
}

interface Without {
  what: string;
  rest: Tables;
  /** Something that has to be named. */
  named: string;
  /** A wake-up that is gone is none of a row's. */
  loses: boolean;
}

/** Every row that others tell of, taken away. An event that was for nobody leaves no trace. */
function without(tables: Tables): Without[] {
  const { events, deliveries, letters, breakers, subscriptions } = tables;
  const held = deliveries.filter(({ state }) => state === 'held').map(({ subscription }) => subscription);
  const less = <T>(all: readonly T[], one: T): T[] => all.filter((each) => each !== one);
  return [
    ...events
      .filter(({ state }) => state !== 'filtered')
      .map((row) => ({
        what: `the ${row.state} event`,
        rest: { ...tables, events: less(events, row) },
        ...{ named: row.id, loses: true },
      })),
    ...deliveries.map((row) => ({
      what: `the ${row.state} delivery`,
      rest: { ...tables, deliveries: less(deliveries, row) },
      ...{ named: row.id, loses: true },
    })),
    ...letters.map((row) => ({
      what: `the dead letter of the ${row.kind}`,
      rest: { ...tables, letters: less(letters, row) },
      ...{ named: row.event, loses: true },
    })),
    ...breakers.map((row) => ({
      what: 'the breaker',
      rest: { ...tables, breakers: less(breakers, row) },
      ...{ named: row, loses: false },
    })),
    ...[...new Set(held)].map((row) => ({
      what: 'the subscription',
      rest: { ...tables, subscriptions: less(subscriptions, row) },
      ...{ named: row, loses: false },
    })),
  ];
}

describe('the law of conservation (SEMANTICS 2.9)', () => {
  it('holds, with nothing stranded, while every row is there', () => {
    fc.assert(
      fc.property(sound, (tables) => {
        const { events, deliveries, stranded, holds } = audit(tables);
        expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
        expect(events.accepted).toBe(tables.events.length);
        expect(deliveries.matched).toBe(tables.deliveries.length);
      }),
    );
  });

  it('names what is missed, whichever row is taken away, and does not hold if something was lost', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(sound, (tables) => {
        for (const { what, rest, named, loses } of without(tables)) {
          seen.add(what);
          const { stranded, holds } = audit(rest);
          const names = stranded.flatMap(({ id, event, subscription }) => [id, event, subscription]);
          expect(names).toContain(named);
          expect({ what, holds }).toEqual({ what, holds: !loses });
        }
      }),
      { numRuns: 300 },
    );
    expect([...seen].sort()).toEqual(
      [
        ...['the breaker', 'the subscription', 'the routed event', 'the dead event'],
        ...['the dead letter of the event', 'the dead letter of the delivery'],
        ...STATES.map((state) => `the ${state} delivery`),
      ].sort(),
    );
  });
});

const event = (more: Partial<CountedEvent> = {}): CountedEvent => ({
  ...{ id: 'evt_1', state: 'routed', matched: ['sub_1'], receivedAt: NOW - HOUR },
  ...more,
});
const row = (more: Partial<CountedDelivery>): CountedDelivery => ({
  ...{ id: 'dlv_1', event: 'evt_1', subscription: 'sub_1', state: 'delivered', acceptedAt: NOW - HOUR },
  ...more,
});
const there: Keeper = { exists: true, discarding: false };
const one = (found: CountedDelivery | undefined, keeper = there, of = event()): Conservation =>
  conservation(
    [{ event: of, deliveries: [{ id: 'dlv_1', subscription: 'sub_1', row: found, letter: true }] }],
    () => keeper,
    NOW,
  );

describe('a delivery without a row', () => {
  it.each([
    ['its event was routed a minute ago', event({ matchedAt: NOW - MINUTE })],
    ['it was sent anew a minute ago', event({ receivedAt: NOW - 20 * 24 * HOUR, matchedAt: NOW - MINUTE })],
  ])('is queued while %s', (_, of) => {
    const { deliveries, stranded, holds } = one(undefined, there, of);
    expect(deliveries).toMatchObject({ matched: 1, queued: 1, missing: 0 });
    expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
  });

  it('is missing after a quarter of an hour', () => {
    const { deliveries, stranded, holds } = one(undefined, there, event({ matchedAt: NOW - 16 * MINUTE }));
    expect(deliveries).toMatchObject({ matched: 1, queued: 0, missing: 1 });
    expect(stranded).toMatchObject([{ problem: 'missing', action: 'replay', overdueSeconds: 960 }]);
    expect(holds).toBe(false);
  });
});

describe('a delivery that waits', () => {
  const late = NOW - 16 * MINUTE;
  const due = (dueAt: number) => ({ dueShard: 'due#1', dueAt });
  const open = (dueAt: number): Keeper => ({ ...there, breaker: { state: 'open', ...due(dueAt) } });
  const gone: Keeper = { exists: false, discarding: false };

  const cases: [what: string, row: Partial<CountedDelivery>, keeper: Keeper, overdueSeconds?: number][] = [
    ['with a lease that ran out lately', { state: 'leased', leaseUntil: NOW - 14 * MINUTE }, there],
    ['with a lease that ran out long ago', { state: 'leased', leaseUntil: late }, there, 960],
    ['for an attempt that is late', { state: 'waiting', nextAt: late, ...due(NOW - MINUTE) }, there],
    ['for an attempt that nobody has made', { state: 'waiting', nextAt: late, ...due(late) }, there, 960],
    ['in no index', { state: 'waiting', nextAt: NOW - MINUTE, dueAt: NOW }, there, 60],
    ['for a message that did not come', { state: 'queued', ...due(late) }, there, 960],
    ['parked, behind a breaker that is probed', { state: 'parked', ...due(late) }, open(NOW + MINUTE)],
    ['parked, behind a breaker that nobody probes', { state: 'parked', ...due(late) }, open(late), 960],
    ['parked, without a breaker', { state: 'parked', ...due(NOW - MINUTE) }, there, 60],
    [
      'parked, behind a closed breaker',
      { state: 'parked', ...due(NOW - MINUTE) },
      { ...there, breaker: { state: 'closed', ...due(NOW) } },
      60,
    ],
    ['parked, its subscription about to be cleared up', { state: 'parked' }, { ...gone, discarding: true }],
    ['held for a person', { state: 'held' }, there],
    ['held for nobody', { state: 'held' }, gone, 3_600],
    ['held, its subscription about to be cleared up', { state: 'held' }, { ...gone, discarding: true }],
    ['in a group that is flushed', { state: 'grouped', dueAt: NOW + MINUTE }, there],
    ['in a group that nobody flushes', { state: 'grouped', dueAt: late }, there, 960],
  ];

  it.each(cases.map(([what, more, keeper, overdueSeconds]) => ({ what, more, keeper, overdueSeconds })))(
    '$what',
    ({ more, keeper, overdueSeconds }) => {
      const { stranded, holds } = one(row(more), keeper);
      const named = { problem: 'overdue', action: 'retry', state: more.state, overdueSeconds };
      expect(stranded).toEqual(overdueSeconds === undefined ? [] : [expect.objectContaining(named)]);
      expect(holds).toBe(true);
    },
  );
});

describe('what is there twice, or beside each other', () => {
  it('an event that lists a subscription twice', () => {
    const { stranded, holds } = one(row({}), there, event({ matched: ['sub_1', 'sub_1'] }));
    expect(stranded).toMatchObject([{ kind: 'event', problem: 'doubled' }]);
    expect(holds).toBe(false);
  });

  const kin = {
    events: new Map([['evt_1', event()]]),
    deliveries: new Map([['dlv_1', row({})]]),
    ...{ retentionDays: 30, now: NOW },
  };
  const letter = (more: Partial<Letter> = {}): Letter => ({
    ...{ id: 'dlv_1', kind: 'delivery', event: 'evt_1', acceptedAt: NOW - HOUR, at: NOW - MINUTE },
    ...more,
  });

  it('a delivery to somebody whom its event is not for', () => {
    const strays = strayDeliveries([row({}), row({ id: 'dlv_2', subscription: 'sub_2' })], kin);
    expect(strays).toMatchObject([{ id: 'dlv_2', problem: 'unlisted' }]);
    expect(ofStrays(strays).holds).toBe(false);
  });

  it('a dead letter of a delivery that is not dead', () => {
    expect(strayLetters([letter()], kin)).toMatchObject([{ problem: 'letterLeft', action: 'discard' }]);
  });

  it('is no matter where an event was replayed: its dead letter is taken away last', () => {
    expect(strayLetters([letter({ kind: 'event' })], kin)).toEqual([]);
  });

  it('is no matter where an event is forgotten, or there was none but a test', () => {
    const old = NOW - 31 * 24 * HOUR;
    expect(strayDeliveries([row({ event: 'evt_old', acceptedAt: old })], kin)).toEqual([]);
    expect(strayDeliveries([row({ event: 'evt_test', test: true })], kin)).toEqual([]);
    expect(strayLetters([letter({ kind: 'event', event: 'evt_old', acceptedAt: old })], kin)).toEqual([]);
  });
});

describe('an event that was replayed', () => {
  const replayed = (minutesAgo: number): Conservation =>
    conservation(
      [
        {
          event: event({ state: 'replayed', matched: [], replayedAt: NOW - minutesAgo * MINUTE }),
          deliveries: [],
        },
      ],
      () => there,
      NOW,
    );

  it('is on its way for a while, then stranded, and not lost: its row has all that it takes', () => {
    expect(replayed(14)).toMatchObject({ events: { replayed: 1 }, stranded: [], holds: true });
    expect(replayed(16)).toMatchObject({ stranded: [{ kind: 'event', action: 'replay' }], holds: true });
  });
});
