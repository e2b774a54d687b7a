import type { Alert } from '../../../core/alert/alert';
import type { Breaker } from '../../../core/delivery/breaker';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryMessage, type DeliveryMessage } from '../../../core/delivery/message';
import { plan } from '../../../core/delivery/plan';
import type { EndpointState, Facts, StoredDelivery } from '../../../core/delivery/plan/facts';
import { nextPlans } from '../../../core/delivery/plan/next-plans';
import type { Plan } from '../../../core/delivery/plan/plan-kinds';
import { planUnderLease } from '../../../core/delivery/plan/under-lease';
import { storedBody } from '../../../core/delivery/stored-body';
import { compress } from '../../../core/event/entry';
import { pack } from '../../../core/notice/content';
import { NOTICE } from '../../../core/notice/grouping';
import type { Subscription } from '../../../core/subscription/subscription';
import { alertData } from '../destination/kinds/samples';

const NOW = 1_800_000_000_000;
const Z = compress('{"id":"evt_1","type":"a","data":{}}');
const ALERT = compress(JSON.stringify({ id: 'evt_1', type: 'alert.firing', data: alertData() }));
const CONTENT = {
  items: [{ event: { id: 'evt_1', type: 'a', source: 's', time: '', data: null } }],
  more: 0,
};

const subscription = (more: Partial<Subscription> = {}): Subscription => ({
  ...{ id: 'sub_1', project: 'prj_1', name: 'n', eventTypes: ['*'], status: 'enabled', revision: 1 },
  ...{
    destination: { kind: 'webhook', url: 'https://example.com' },
    secrets: [],
    createdAt: 0,
    updatedAt: 0,
  },
  ...more,
});
const endpoint = (more: Partial<Subscription> = {}, state: Partial<EndpointState> = {}): EndpointState => ({
  subscription: subscription(more),
  pace: { provenAt: 1 },
  ...state,
});
const message = (more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...deliveryMessage({ project: 'prj_1', id: 'evt_1', type: 'a', receivedAt: NOW, z: Z }, 'sub_1'),
  ...more,
});
const stored = (more: Partial<StoredDelivery> = {}, type = 'a', z = Z): StoredDelivery => ({
  ...{ row: undefined, standing: 'absent', body: storedBody(type, z) },
  ...more,
});
const row = (more: object): DeliveryRow =>
  ({ id: 'dlv_1', state: 'waiting', attempt: 1, chainStart: 1, type: NOTICE, ...more }) as DeliveryRow;
const facts = (more: Partial<Facts> = {}): Facts => ({
  ...{ message: message(), lane: 'fast', endpoint: endpoint(), now: NOW },
  ...more,
});

const open: Breaker = {
  ...{ project: 'prj_1', subscription: 'sub_1', state: 'open', version: 1, failures: 10 },
};
const paused = { pausedUntil: NOW + 1, lengthMs: 1 };
const slack = { destination: { kind: 'slack' } } as const;
const alone = { grouping: { by: [], waitSeconds: 0 } };
const email: Partial<Subscription> = { destination: { kind: 'email', to: ['a@b.c', 'd@e.f'] }, ...alone };
const firing = message({ type: 'alert.firing', z: ALERT });
const known = stored({}, 'alert.firing', ALERT);
const { severity, threshold } = alertData();
const alert = { alert: { status: 'firing', severity, threshold } as Alert, ledger: undefined, holds: [] };
const notice = message({ type: NOTICE });
const said = { body: storedBody(NOTICE, pack(CONTENT)) };

it.each<[string, Partial<Facts>, Partial<Plan>]>([
  ['A delivery that nothing keeps from its endpoint is claimed', {}, { do: 'claim' }],
  ['A delivery without a subscription is claimed, to be discarded', { endpoint: undefined }, { do: 'claim' }],
  [
    'A disabled subscription holds whatever its breaker says',
    { endpoint: endpoint({ status: 'disabled' }, { breaker: open }) },
    { do: 'claim' },
  ],
  ['An open breaker asks for the row first', { endpoint: endpoint({}, { breaker: open }) }, { do: 'load' }],
  ['An open breaker parks', { endpoint: endpoint({}, { breaker: open }), stored: stored() }, { do: 'park' }],
  [
    'A delivery that another worker attempts comes back',
    { endpoint: endpoint({}, { breaker: open }), stored: stored({ standing: 'busy' }) },
    { do: 'comeBack' },
  ],
  [
    'A delivery that has moved on is forgotten',
    { endpoint: endpoint({}, { breaker: open }), stored: stored({ standing: 'stale' }) },
    { do: 'forget', outcome: 'stale' },
  ],
  [
    'A delivery whose body is gone is claimed, to be given up',
    { endpoint: endpoint({}, { breaker: open }), stored: stored({ body: undefined }) },
    { do: 'claim' },
  ],
  [
    'A delivery that cannot be parked after five tries comes back',
    { endpoint: endpoint({}, { breaker: open }), stored: stored(), parkTries: 5 },
    { do: 'comeBack' },
  ],
  [
    'A delivery whose breaker has closed while it was to be parked is attempted on this lane',
    { endpoint: endpoint({}, { pace: undefined }), parkTries: 1 },
    { do: 'claim' },
  ],
  [
    'A pause of the endpoint is waited for',
    { endpoint: endpoint({}, { pause: paused }), stored: stored() },
    { do: 'pause' },
  ],
  [
    'A pause that turns out to be over is waited for no more',
    { endpoint: endpoint({}, { pause: paused }), stored: stored(), isAdmitted: true },
    { do: 'claim' },
  ],
  [
    'An endpoint that has never answered is served on the slow lane',
    { endpoint: endpoint({}, { pace: undefined }) },
    { do: 'sendToSlowLane' },
  ],
  ['The slow lane takes a slot of the project', { lane: 'slow' }, { do: 'takeShare' }],
  ['With a slot, the slow lane attempts', { lane: 'slow', hasShare: true }, { do: 'claim' }],
  [
    'Of an alert that fires, the silences are read first',
    { message: firing, endpoint: endpoint(slack), stored: known },
    { do: 'loadSilences' },
  ],
  [
    'Of an alert that fires, the alert is read next',
    { message: firing, endpoint: endpoint(slack), stored: known, silences: [] },
    { do: 'loadAlert' },
  ],
  [
    'An alert that is delayed waits',
    {
      message: firing,
      endpoint: endpoint({ ...slack, delaySeconds: 60 }),
      stored: known,
      silences: [],
      alert,
    },
    { do: 'wait', until: NOW + 60_000, endsAt: NOW + 60_000, reason: 'delayed' },
  ],
  [
    'An alert that is resolved is withheld',
    {
      ...{ message: firing, endpoint: endpoint(slack), stored: known, silences: [] },
      alert: { ...alert, alert: undefined },
    },
    { do: 'withhold', reason: 'resolved' },
  ],
  [
    'An alert that people are told of joins its group',
    { message: firing, endpoint: endpoint(slack), stored: known, silences: [], alert },
    { do: 'joinGroup', waitMs: 30_000 },
  ],
  [
    "A person's try of an alert is neither quiet nor grouped nor limited",
    { message: { ...firing, manual: true }, endpoint: endpoint(slack), stored: known },
    { do: 'claim' },
  ],
  [
    'What is told alone counts for its hour',
    { message: message(), endpoint: endpoint({ ...slack, ...alone }), stored: stored() },
    { do: 'countMessage', perHour: 60 },
  ],
  [
    'What is beyond the cap joins the next digest',
    { endpoint: endpoint({ ...slack, ...alone }), stored: stored(), isCounted: false },
    { do: 'joinDigest', flushAt: NOW + 300_000 },
  ],
  [
    'A rate limit gives a slot in the line',
    { endpoint: endpoint({ rateLimit: { perSecond: 1 } }) },
    { do: 'takeLineSlot', limit: { perSecond: 1 } },
  ],
  [
    'A slot in the line whose time has come gives one at the gate',
    {
      message: message({ slot: { kind: 'line', at: NOW } }),
      endpoint: endpoint({ rateLimit: { perSecond: 1 } }),
    },
    { do: 'takeGateSlot' },
  ],
  [
    'A later slot is waited for',
    {
      ...{ endpoint: endpoint({ rateLimit: { perSecond: 1 } }), stored: stored() },
      slot: { kind: 'line', at: NOW + 5_000 },
    },
    { do: 'waitForSlot', slot: { kind: 'line', at: NOW + 5_000 } },
  ],
  [
    'A slot at the gate whose time has come is used',
    { endpoint: endpoint({ rateLimit: { perSecond: 1 } }), slot: { kind: 'gate', at: NOW } },
    { do: 'claim' },
  ],
  [
    'A first mail counts its recipients',
    { endpoint: endpoint(email), stored: stored(), isCounted: true },
    { do: 'takeMail', recipients: 2 },
  ],
  [
    'Mail beyond the recipients of a day is refused',
    { endpoint: endpoint(email), stored: stored(), isCounted: true, mayMail: false },
    { do: 'refuseMail' },
  ],
  [
    'A retry of a mail does not count again',
    {
      ...{ message: message({ attempt: 2 }), endpoint: endpoint(email) },
      stored: stored({ row: row({ attempt: 2 }), standing: 'ready' }),
    },
    { do: 'claim' },
  ],
  [
    'A member whose notice is under way has nothing to do',
    { message: message({ notice: 'ntc_1' }), notice: { row: row({}) } },
    { do: 'forget', outcome: 'settled' },
  ],
  [
    'A member of a notice that has ended gets its result',
    { message: message({ notice: 'ntc_1' }), notice: { row: row({ state: 'dead' }) } },
    { do: 'follow' },
  ],
  [
    'A member of a notice that was never made is released',
    { message: message({ notice: 'ntc_1' }), notice: { row: undefined }, stored: stored() },
    { do: 'release', notice: 'ntc_1' },
  ],
  [
    'A notice whose time has come is frozen',
    { message: notice, endpoint: endpoint(slack), stored: stored({ row: row({}), body: undefined }) },
    { do: 'freeze' },
  ],
  [
    'A notice that is attempted again is checked once more',
    { message: notice, endpoint: endpoint(slack), stored: stored({ row: row({ z: 'z' }), ...said }) },
    { do: 'recheck', z: 'z' },
  ],
  [
    'A notice with content says it',
    { message: notice, endpoint: endpoint(slack), stored: stored({ row: row({}) }), content: CONTENT },
    { do: 'say', content: CONTENT },
  ],
  [
    'A notice of which nothing is left ends',
    {
      ...{ message: notice, endpoint: endpoint(slack), stored: stored({ row: row({}) }) },
      content: { items: [], more: 0 },
    },
    { do: 'endNotice' },
  ],
  [
    'A notice that is said for the first time counts for its hour',
    {
      ...{ message: notice, endpoint: endpoint(slack), stored: stored({ row: row({}), ...said }) },
      ...{ content: CONTENT, isSaid: true },
    },
    { do: 'countMessage' },
  ],
  [
    'A frozen notice that is counted takes its turn under the rate limit',
    {
      ...{ message: notice, endpoint: endpoint(slack), content: CONTENT, isSaid: true, isCounted: true },
      stored: stored({ row: row({ frozenAt: NOW }), ...said }),
    },
    { do: 'takeLineSlot' },
  ],
])('%s', (_, more, expected) => {
  expect(plan(facts(more))).toMatchObject(expected);
});

it('A row is read and a body is unpacked only if a plan needs it', () => {
  const body = { z: Z, text: jest.fn(), telling: jest.fn() };
  expect(plan(facts({ stored: stored({ body }) }))).toEqual({ do: 'claim' });
  expect([body.text.mock.calls, body.telling.mock.calls]).toEqual([[], []]);
});

describe('Plans of several messages', () => {
  const limited = endpoint({ rateLimit: { perSecond: 1 } });
  const doing = (...messages: Facts[]): string[] => nextPlans(messages).map((one) => one.plan.do);

  it('Messages that need a slot take it together, once no other has to come so far', () => {
    const two = [facts({ endpoint: limited }), facts({ endpoint: limited })] as const;
    expect(doing(...two)).toEqual(['takeLineSlot', 'takeLineSlot']);
    const parked = facts({ endpoint: { ...limited, breaker: open } });
    expect(doing(...two, parked)).toEqual(['load']);
  });

  it('An alert that fires is written and looked at before the next message is', () => {
    const one = facts({ message: firing, endpoint: endpoint(slack), stored: known, silences: [] });
    expect(doing(one, one)).toEqual(['loadAlert']);
    const delayed = { ...one, alert, endpoint: endpoint({ ...slack, delaySeconds: 60 }) };
    expect(doing(one, delayed)).toEqual(['wait']);
  });

  it('A message whose body cannot be unpacked fails alone', () => {
    const broken = stored({}, 'alert.firing', 'nothing');
    const one = facts({ message: firing, endpoint: endpoint(slack), stored: broken });
    expect(nextPlans([facts(), one])).toMatchObject([{ facts: one, plan: { do: 'fail' } }]);
  });

  it('Nothing is left to carry out when all may be attempted', () => {
    expect(doing(facts(), facts())).toEqual([]);
  });
});

describe('Under a lease', () => {
  const body = storedBody('a', Z);
  it.each([
    ['An enabled subscription is sent the delivery', {}, endpoint(), body, 'attempt'],
    ['A disabled subscription holds it', {}, endpoint({ status: 'disabled' }), body, 'hold'],
    ['A test is sent to a disabled one', { test: true }, endpoint({ status: 'disabled' }), body, 'attempt'],
    ['A deleted subscription has it discarded', {}, undefined, body, 'discard'],
    ['An expired event has it given up', {}, endpoint(), undefined, 'giveUp'],
    ['A try that cannot be made falls back', { fallback: 'delivered' }, undefined, body, 'fallBack'],
    ['A try without a body falls back', { fallback: 'dead' }, endpoint(), undefined, 'fallBack'],
    ['A try that can be made is made', { fallback: 'dead' }, endpoint(), body, 'attempt'],
  ] as const)('%s', (_, lease, to, found, expected) => {
    expect(planUnderLease({ row: lease, endpoint: to, body: found }).do).toBe(expected);
  });
});
