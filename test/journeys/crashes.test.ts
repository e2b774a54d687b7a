import type { Call, CallFault } from '../../local/faults';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { type Arrived, Receiver, type Reply } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

/** Where a function is killed: its SDK call, and which one of these within a life. */
const CALLS: [function_: string, call: string, nth: number][] = [
  ['authorize', 'dynamodb GetItem', 1],
  ['authorize', 'secretsmanager GetSecretValue', 1],
  ['ingest', 'dynamodb Query', 1],
  ['ingest', 'dynamodb BatchGetItem', 1],
  ['ingest', 'events PutEvents', 1],
  ['route', 'dynamodb GetItem', 1],
  ['route', 'dynamodb Query', 1],
  ['route', 'dynamodb PutItem', 1],
  ['route', 'sqs SendMessageBatch', 1],
  ['route', 'sqs SendMessageBatch', 2],
  ['deliver', 'dynamodb PutItem', 1],
  ['deliver', 'dynamodb GetItem', 1],
  ['deliver', 'kms Decrypt', 1],
  ['deliver', 'dynamodb UpdateItem', 1],
  ['deliver', 'dynamodb UpdateItem', 2],
  ['deliver', 'dynamodb UpdateItem', 3],
  ['deliver', 'dynamodb UpdateItem', 5],
  ['deliver', 'dynamodb TransactWriteItems', 1],
  ['deliver', 'sqs SendMessageBatch', 1],
  ['sweep', 'dynamodb Query', 1],
  ['sweep', 'dynamodb UpdateItem', 1],
  ['sweep', 'sqs SendMessageBatch', 1],
  ['sweep', 'dynamodb GetItem', 1],
  ['sweep', 'events PutEvents', 1],
  ['sweep', 'dynamodb DeleteItem', 1],
  ['bury', 'dynamodb TransactWriteItems', 1],
  ['admin', 'kms GenerateDataKey', 1],
  ['admin', 'kms Decrypt', 1],
  ['admin', 'dynamodb PutItem', 1],
  ['admin', 'dynamodb GetItem', 1],
  ['admin', 'dynamodb TransactWriteItems', 1],
  ['admin', 'dynamodb TransactWriteItems', 2],
  ['admin', 'dynamodb UpdateItem', 1],
  ['admin', 'events PutEvents', 1],
  ['admin', 'dynamodb DeleteItem', 1],
];
/** They are called only in the longer life, in which events die before routing and are replayed. */
const OF_THE_LONGER_LIFE = ['bury', 'admin', 'authorize'];
const MINUTE = 60_000;

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answer)]);
  await subscribe(stack, `${receiver.url}/told`, ['delivery.dead']);
  for (const path of ['flaky', 'strict'])
    await stack.admin('POST', '/v1/subscriptions', subscription(path, ['life.*']));
});

beforeEach(() => {
  // What functions and the gateway remember is forgotten by then: each life makes all its calls.
  stack.cloud.clock.advance(6 * MINUTE);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const subscription = (path: string, eventTypes: string[]) => ({
  name: path,
  eventTypes,
  destination: { kind: 'webhook', url: `${receiver.url}/${path}` },
  retry: { scheduleSeconds: [5, 200] },
});

/** The strict endpoint wants no event at all, the flaky one fails twice for each: one retry is short, one long. */
function answer({ path, headers }: Arrived): Reply {
  if (path === '/strict') return { status: 413 };
  const seen = arrivals(path, String(headers['webhook-id'])).length;
  return { status: path === '/flaky' && seen <= 2 ? 500 : 204 };
}

const arrivals = (path: string, event: string): Arrived[] =>
  receiver.requests.filter((request) => request.path === path && request.headers['webhook-id'] === event);

/** What a client with retries does: the same request again, a minute later, until it is answered. */
async function insist<Body>(request: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (let tries = 0; tries < 3; tries++) {
    const answer = await request();
    if (answer.status < 500) return answer;
    stack.cloud.clock.advance(MINUTE);
  }
  throw new Error('Three times in a row the answer was 5xx');
}

function change<Body>(
  key: string,
  path: string,
  keyOfCall: string,
  body: object = {},
): Promise<Answer<Body>> {
  const headers = { 'idempotency-key': key };
  return insist(() => stack.request<Body>('POST', path, { key: keyOfCall, headers, body }));
}

/** Time passes, with its leases, visibility timeouts and sweeps, until nothing is under way any more. */
async function settle(): Promise<void> {
  await stack.cloud.idle();
  for (let round = 0; !(await settled()); round++) {
    if (round === 12) throw new Error(`Not settled: ${stack.reports.slice(-5).join('\n')}`);
    stack.cloud.clock.advance(6.5 * MINUTE);
    await stack.cloud.idle();
  }
}

async function settled(): Promise<boolean> {
  const depths = Object.values(stack.cloud.queueDepths()).flatMap(({ visible, delayed, inFlight }) => [
    visible,
    delayed,
    inFlight,
  ]);
  if (depths.some((count) => count > 0) || (await rows(stack, 'outbox')).length > 0) return false;
  return (await rows(stack, 'delivery')).every(({ state }) => state === 'delivered' || state === 'dead');
}

/** An event is posted, retried, delivered to one and given up for another endpoint, and that is told of. */
async function shortLife(life: string): Promise<string[]> {
  const { status, body } = await insist(() =>
    stack.post<{ results: { id: string }[] }>({ type: `life.${life}`, source: 'bot', id: life }),
  );
  expect({ status, body }).toMatchObject({ status: 202 });
  await settle();
  return body.results.map(({ id }) => id);
}

/** Before that a project and a subscription are made; after it an event dies on the bus, is buried and replayed. */
async function longLife(life: string): Promise<string[]> {
  const { adminKey, rootKey } = stack.first;
  expect(await change(`${life}-project`, '/v1/projects', rootKey, { name: life })).toMatchObject({
    status: 201,
  });
  const body = { name: life, eventTypes: ['never'], destination: { kind: 'webhook', url: receiver.url } };
  const made = await change<{ id: string }>(`${life}-sub`, '/v1/subscriptions', adminKey, body);
  expect(made.status).toBe(201);
  const [posted = ''] = await shortLife(life);
  const buried = await dieOnTheBus(posted);
  await settle();
  const letter = (await rows(stack, 'dead')).find(({ event }) => event === buried);
  const replay = await change(`${life}-replay`, `/v1/dead-letters/${letter?.id}/replay`, adminKey);
  // A replay that was cut off at its very end finds nothing to replay any more.
  expect([202, 404]).toContain(replay.status);
  await settle();
  return [posted, buried];
}

/** An event that EventBridge could not hand to the route queue, as it puts it into the dead queue. */
async function dieOnTheBus(like: string): Promise<string> {
  const row = (await rows(stack, 'event')).find((each) => each.id === like);
  if (!row) throw new Error(`There is no event ${like}`);
  const { project, type, source, time, contentHash, z } = row;
  const id = like.replace(/^evt_.{4}/, 'evt_dead');
  const detail = { v: 1, id, project, type, source, time, contentHash, z, receivedAt: row.receivedAt };
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await stack.cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: stack.cloud.ref('DeadQueue'),
    MessageBody: JSON.stringify({ source: 'tocsin', 'detail-type': type, detail }),
    MessageAttributes: { RULE_ARN: text('arn:of:rule'), ERROR_CODE: text('SDK_CLIENT_ERROR') },
  });
  return id;
}

/** Exactly one delivery each, delivered and dead, however often the endpoints saw the event. */
async function expectDelivered(event: string): Promise<void> {
  const states = (await deliveriesOf(stack, event)).map(({ state }) => state);
  expect(states.sort()).toEqual(['dead', 'delivered']);
  expect(arrivals('/flaky', event).length).toBeGreaterThanOrEqual(3);
  const told = receiver.requests.filter(({ path, body }) => path === '/told' && body.includes(event));
  expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
}

async function expectConservation(events: number): Promise<void> {
  stack.cloud.clock.advance(1_000);
  const { events: counted, deliveries, stranded, holds } = await conservation(stack.admin);
  expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
  // Each event has brought forth one more, the one that tells of its death.
  expect(counted).toMatchObject({ accepted: 2 * events, fannedOut: 2 * events });
  expect(deliveries).toMatchObject({ matched: 3 * events, delivered: 2 * events, dead: events });
}

let accepted = 0;

it('a life without a crash makes all the calls at which functions are killed below, and no others', async () => {
  const made = new Set<string>();
  stack.cloud.faults.onCall = ({ caller, service, action }) =>
    void made.add(`${caller} ${service} ${action}`);
  const events = await longLife('clean');
  delete stack.cloud.faults.onCall;
  // EventBridge's own call: it is no process that could be killed.
  made.delete('events sqs SendMessage');
  expect([...made].sort()).toEqual([...new Set(CALLS.map(([name, call]) => `${name} ${call}`))].sort());
  for (const event of events) await expectDelivered(event);
  accepted += events.length;
});

describe.each(['crashBefore', 'crashAfter'] as const)('%s', (kind) => {
  it.each(CALLS)('%s at %s, number %i: everything is delivered in the end', async (name, call, nth) => {
    const crash = crashOnce(kind, name, call, nth);
    const life = OF_THE_LONGER_LIFE.includes(name) ? longLife : shortLife;
    const events = await life(`${kind}-${name}-${call}-${nth}`.replaceAll(' ', '-'));
    expect(crash.happened).toBe(true);
    for (const event of events) await expectDelivered(event);
    accepted += events.length;
  });
});

it('in the end every event is accounted for', () => expectConservation(accepted));

function crashOnce(kind: 'crashBefore' | 'crashAfter', name: string, call: string, nth: number) {
  const crash = { happened: false };
  let count = 0;
  stack.cloud.faults.onCall = ({ caller, service, action }: Call): CallFault | undefined => {
    if (caller !== name || `${service} ${action}` !== call || ++count !== nth) return undefined;
    crash.happened = true;
    return { kind };
  };
  return crash;
}
