import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage, type DeliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import type { Subscription } from '../../../core/subscription/subscription';
import { deliverToEndpoint } from '../../../lambdas/deliver/deliver-to-endpoint';
import { alertData } from '../../core/destination/kinds/samples';
import { invocationOf, PROJECT, startWorld, type World } from './world';

const Z = compress('{"id":"evt_1","type":"a","source":"bot","time":"2026-01-31T12:00:00Z","data":{}}');
const DAY_MS = 86_400_000;

let world: World;
let sent: string[][] = [];
let refuseMail = false;
let sub = '';
let tests = 0;

beforeAll(async () => {
  world = await startWorld();
  world.tools.mailRecipientsPerDay = 5;
  Object.assign(world.tools.mailer, {
    send(to: string[]) {
      sent.push(to);
      return Promise.resolve(refuseMail ? { status: 500, error: 'ses_too_many' } : { status: 200 });
    },
  });
});
afterAll(() => world.aws.stop());
beforeEach(() => {
  sub = `sub_${++tests}`;
  sent = [];
  refuseMail = false;
  world.clock.now += DAY_MS;
  jest.spyOn(console, 'log').mockImplementation();
});
afterEach(() => jest.restoreAllMocks());

const subscribe = (more: Partial<Subscription> = {}) =>
  world.subscribe(sub, '', {
    destination: { kind: 'email', to: ['a@example.com', 'b@example.com'] },
    grouping: { by: [], waitSeconds: 0 },
    ...more,
  });
const message = (event: string, more: Partial<DeliveryMessage> = {}): DeliveryMessage => ({
  ...deliveryMessage({ project: PROJECT, id: event, type: 'a', receivedAt: world.clock.now, z: Z }, sub),
  ...more,
});
const rowOf = (event: string): Promise<DeliveryRow | undefined> =>
  world.tools.deliveries.get(deliveryId(PROJECT, event, sub));
const send = async (...messages: DeliveryMessage[]): Promise<void> => {
  for (const one of messages) expect(await deliverToEndpoint(invocationOf(world), [one], 'fast')).toEqual([]);
};

it('What is beyond the recipients of a day is withheld with its reason, and the next day sends again', async () => {
  await subscribe();
  await send(message('evt_1'), message('evt_2'), message('evt_3'));
  expect(sent).toHaveLength(2);
  expect(await rowOf('evt_2')).toMatchObject({ state: 'delivered' });
  expect(await rowOf('evt_3')).toMatchObject({ state: 'withheld', reason: 'mailRecipientsPerDay' });
  world.clock.now += DAY_MS;
  await send(message('evt_4'));
  expect(await rowOf('evt_4')).toMatchObject({ state: 'delivered' });
});

it('Tests count, also while the subscription is disabled', async () => {
  await subscribe({ status: 'disabled' });
  const tests = ['evt_1', 'evt_2', 'evt_3'].map((event) => message(event, { test: true }));
  await send(...tests, message('evt_4'));
  expect(sent).toHaveLength(2);
  expect(await rowOf('evt_3')).toMatchObject({ state: 'withheld', reason: 'mailRecipientsPerDay' });
  expect(await rowOf('evt_4')).toMatchObject({ state: 'held' });
});

it('An attempt that is made again after a failure does not count again', async () => {
  await subscribe();
  refuseMail = true;
  await send(message('evt_1'));
  world.clock.now += 60_000;
  await send(message('evt_1', { attempt: 2 }));
  world.clock.now += 600_000;
  refuseMail = false;
  await send(message('evt_1', { attempt: 3 }), message('evt_2'));
  expect(await rowOf('evt_1')).toMatchObject({ state: 'delivered' });
  expect(await rowOf('evt_2')).toMatchObject({ state: 'delivered' });
  expect(sent).toHaveLength(4);
});

it('A try by hand beyond the day is a failed attempt, and the delivery waits on', async () => {
  await subscribe();
  refuseMail = true;
  await send(message('evt_1'));
  refuseMail = false;
  await send(message('evt_2'));
  await send(message('evt_1', { attempt: 2, manual: true }));
  expect(await rowOf('evt_1')).toMatchObject({
    state: 'waiting',
    attempts: [{ error: 'ses_too_many' }, { error: 'mailRecipientsPerDay', manual: true }],
  });
  expect(sent).toHaveLength(2);
});

it('The row of a delivery is read once before its attempt, whatever depends on it', async () => {
  await subscribe({ rateLimit: { perSecond: 1 } });
  const rowsOf = jest.spyOn(world.tools.shelf, 'rowsOf');
  const data = alertData({ test: true });
  const event = { id: 'evt_1', type: 'alert.firing', source: 'tocsin', time: '2026-01-31T12:00:00Z', data };
  await send(message('evt_1', { type: 'alert.firing', z: compress(JSON.stringify(event)) }));
  expect(await rowOf('evt_1')).toMatchObject({ state: 'delivered' });
  expect(rowsOf).toHaveBeenCalledTimes(1);
});

it('A message whose body cannot be unpacked comes back, and the others of its batch are delivered', async () => {
  await subscribe();
  const broken = message('evt_1', { type: 'alert.firing', z: 'nothing' });
  const failed = await deliverToEndpoint(invocationOf(world), [broken, message('evt_2')], 'fast');
  expect(failed.map(({ message: one }) => one)).toEqual([broken]);
  expect(await rowOf('evt_2')).toMatchObject({ state: 'delivered' });
});

it('Recipients of one project leave the others theirs', async () => {
  await subscribe();
  await send(message('evt_1'), message('evt_2'), message('evt_3'));
  const others = { most: 5, what: 'mailRecipients', windowMs: DAY_MS } as const;
  expect(await world.tools.allowances.take(others, 'prj_2', 5, world.clock.now)).toBe(true);
  expect(await world.tools.allowances.take(others, 'prj_2', 1, world.clock.now)).toBe(false);
});

it('A notice of an alert that is withheld stands in the ledger of the alert with its reason', async () => {
  await subscribe();
  const data = alertData({ test: true });
  const event = { id: 'evt_9', type: 'alert.firing', source: 'tocsin', time: '2026-01-31T12:00:00Z', data };
  const z = compress(JSON.stringify(event));
  await send(message('evt_1'), message('evt_2'), message('evt_9', { type: 'alert.firing', z }));
  expect(await rowOf('evt_9')).toMatchObject({ state: 'withheld', reason: 'mailRecipientsPerDay' });
  const ledger = await world.tools.ledgers.get({ alert: data.id, subscription: sub }, world.clock.now);
  expect(ledger).toMatchObject({
    firing: 'withheld',
    entries: [{ outcome: 'withheld', reason: 'mailRecipientsPerDay' }],
  });
});
