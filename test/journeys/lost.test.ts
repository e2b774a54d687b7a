import { eventKey, breakerKey, deadLetterKey, deliveryKey } from '../../adapters/aws/keys';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Conservation, Stranded } from '../../sdk/api/conservation';
import { tocsin, type Ran } from '../cli/run';
import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

const MINUTE = 60_000;

let stack: TestCloud;
let receiver: Receiver;
let since = 0;
/** Paths of endpoints that are down. */
const down = new Set<string>();

beforeAll(async () => {
  const answer = ({ path }: { path: string }) => ({ status: down.has(path) ? 500 : 204 });
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answer)]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

beforeEach(() => {
  down.clear();
  stack.cloud.clock.advance(MINUTE);
  since = stack.cloud.clock.now();
});

const iso = (ms: number): string => new Date(ms).toISOString();

async function post(type: string, id = type): Promise<string> {
  const { status, body } = await stack.post<{ results: { id: string }[] }>({ type, source: 'bot', id });
  expect(status).toBe(202);
  await stack.cloud.idle();
  return body.results[0]?.id ?? '';
}

async function deliveryOf(event: string): Promise<DeliveryRow> {
  const [row] = await deliveriesOf(stack, event);
  if (!row) throw new Error(`There is no delivery of ${event}`);
  return row;
}

type Table = 'Events' | 'Deliveries' | 'Subscriptions';

/** What no function would do. */
async function remove(table: Table, { pk, sk }: { pk: string; sk: string }): Promise<void> {
  const Key = { pk: { S: pk }, sk: { S: sk } };
  await stack.cloud.call('DynamoDB_20120810.DeleteItem', { TableName: stack.cloud.ref(table), Key });
}

async function pass(minutes: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    stack.cloud.clock.advance(MINUTE);
    await stack.cloud.runSchedules();
  }
}

const arrived = (path: string): number => receiver.requests.filter((request) => request.path === path).length;

/** The command, over this test's events. */
const audit = (...args: string[]): Promise<Ran> => {
  const window = ['--since', iso(since), '--until', iso(stack.cloud.clock.now() + 1)];
  return tocsin(['audit', ...window, ...args], {
    TOCSIN_URL: stack.cloud.apiUrl,
    TOCSIN_KEY: stack.first.adminKey,
  });
};

/** What the API and the command say alike, and the exit code. */
async function account(): Promise<Conservation & { code: number | null }> {
  stack.cloud.clock.advance(1_000);
  const { code, stdout, stderr } = await audit('--json');
  expect(stderr).toBe('');
  const told = JSON.parse(stdout) as Conservation;
  const { body } = await stack.admin<Conservation>(
    'GET',
    `/v1/conservation?since=${told.since}&until=${told.until}`,
  );
  expect(body).toMatchObject({ events: told.events, deliveries: told.deliveries, holds: told.holds });
  expect(body.stranded.map(({ id, problem }) => [id, problem])).toEqual(
    told.stranded.map(({ id, problem }) => [id, problem]),
  );
  return { ...told, code };
}

/** The one thing that is named, also in the command's tables. */
async function named(expected: Partial<Stranded> & { holds: boolean }): Promise<Stranded> {
  const { holds: lawHolds, ...more } = expected;
  const { stranded, holds, code } = await account();
  expect(stranded).toEqual([expect.objectContaining(more)]);
  expect({ holds, code }).toEqual({ holds: lawHolds, code: 1 });
  const { stdout, code: drawn } = await audit();
  expect(drawn).toBe(1);
  const [one] = stranded;
  if (!one) throw new Error('Nothing is named');
  for (const word of [one.id, one.problem, one.request ?? 'again, under its own id'])
    expect(stdout).toContain(word);
  return one;
}

async function whole(): Promise<void> {
  const { stranded, holds, code } = await account();
  expect({ stranded, holds, code }).toEqual({ stranded: [], holds: true, code: 0 });
  expect((await audit()).stdout).toContain('every one is accounted for');
}

/** Does what the account says. */
async function act({ request }: Stranded): Promise<void> {
  const [method = '', path = ''] = request?.split(' ') ?? [];
  const { status, body } = await stack.admin(method, path, {});
  expect({ status, body }).toMatchObject({ status: 202 });
  await stack.cloud.idle();
}

describe('2.9 what is taken away by hand is named, and can be repaired', () => {
  it('a delivery that was waiting', async () => {
    down.add('/waiting');
    await subscribe(stack, `${receiver.url}/waiting`, ['lost.waiting']);
    const event = await post('lost.waiting');
    const { id, state } = await deliveryOf(event);
    expect(state).toBe('waiting');
    await remove('Deliveries', deliveryKey(id));
    expect((await account()).holds).toBe(true);
    await pass(16);
    const one = await named({ kind: 'delivery', id, event, problem: 'missing', holds: false });
    down.clear();
    await act(one);
    expect(await deliveryOf(event)).toMatchObject({ id, state: 'delivered' });
    await whole();
  });

  it('a delivery that had been made', async () => {
    await subscribe(stack, `${receiver.url}/made`, ['lost.made']);
    const event = await post('lost.made');
    const { id } = await deliveryOf(event);
    await remove('Deliveries', deliveryKey(id));
    await pass(16);
    const one = await named({ kind: 'delivery', id, problem: 'missing', action: 'replay', holds: false });
    await act(one);
    expect(await deliveryOf(event)).toMatchObject({ id, state: 'delivered' });
    expect(arrived('/made')).toBe(2);
    await whole();
  });

  it('a message in the queue, which a replay of the subscription sends anew', async () => {
    const { id: subscription } = await subscribe(stack, `${receiver.url}/queued`, ['lost.queued']);
    stack.cloud.faults.onInvoke = (name) => (name === 'deliver' ? 'throttled' : undefined);
    const event = await post('lost.queued');
    await stack.cloud.call('AmazonSQS.PurgeQueue', { QueueUrl: stack.cloud.ref('DeliverQueue') });
    delete stack.cloud.faults.onInvoke;
    const young = await account();
    expect(young.deliveries).toMatchObject({ matched: 1, queued: 1, missing: 0 });
    expect(young).toMatchObject({ holds: true, code: 0 });
    await pass(16);
    await named({ kind: 'delivery', event, subscription, state: 'queued', problem: 'missing', holds: false });
    const replay = await stack.admin('POST', `/v1/subscriptions/${subscription}/replay`, {
      since: iso(since),
    });
    expect(replay.status).toBe(202);
    await pass(2);
    expect(arrived('/queued')).toBe(1);
    await whole();
  });

  it('an event, which its client posts once more', async () => {
    await subscribe(stack, `${receiver.url}/event`, ['lost.event']);
    const event = await post('lost.event');
    const { id, project } = await deliveryOf(event);
    await remove('Events', eventKey(project, event));
    await named({ kind: 'delivery', id, event, problem: 'orphan', action: 'repost', holds: false });
    expect(await post('lost.event')).toBe(event);
    expect(arrived('/event')).toBe(1);
    // It was accepted anew, a little later than what was delivered of it.
    await whole();
  });

  it('the breaker of an endpoint for which deliveries are parked', async () => {
    down.add('/parked');
    const breaker = { failures: 1, seconds: 0 };
    // No attempt comes in between that would fail and make another breaker.
    const retry = { scheduleSeconds: [3_600] };
    const { id } = await subscribe(stack, `${receiver.url}/parked`, ['lost.parked'], { breaker, retry });
    // A sweep that finds nothing parked would let the next one through.
    stack.cloud.faults.onCall = ({ caller }) => (caller === 'sweep' ? { kind: 'crashBefore' } : undefined);
    const first = await deliveryOf(await post('lost.parked', 'one'));
    // Whoever has seen the endpoint well meanwhile has forgotten that.
    stack.cloud.clock.advance(6_000);
    const event = await post('lost.parked', 'two');
    delete stack.cloud.faults.onCall;
    const parked = await deliveryOf(event);
    expect(parked).toMatchObject({ state: 'parked' });
    expect((await account()).stranded).toEqual([]);
    await remove('Subscriptions', breakerKey(id));
    const one = await named({
      id: parked.id,
      state: 'parked',
      problem: 'overdue',
      action: 'retry',
      holds: true,
    });
    down.clear();
    await act(one);
    expect(await deliveryOf(event)).toMatchObject({ state: 'delivered' });
    await act({ ...one, request: `POST /v1/deliveries/${first.id}/retry` });
    await whole();
  });

  it('a dead letter', async () => {
    down.add('/dead');
    const retry = { scheduleSeconds: [1] };
    await subscribe(stack, `${receiver.url}/dead`, ['lost.dead'], { retry });
    const event = await post('lost.dead');
    stack.cloud.clock.advance(3_000);
    await stack.cloud.idle();
    const { id, state } = await deliveryOf(event);
    expect(state).toBe('dead');
    await remove('Deliveries', deadLetterKey(id));
    const one = await named({ id, state: 'dead', problem: 'letterMissing', action: 'retry', holds: false });
    down.clear();
    await act(one);
    expect(await deliveryOf(event)).toMatchObject({ state: 'delivered' });
    await whole();
  });

  it('in the end nothing is left over in the tables', async () => {
    const states = (await rows(stack, 'delivery')).map(({ state }) => state);
    expect(new Set(states)).toEqual(new Set(['delivered']));
  });
});
