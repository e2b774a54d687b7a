import { WINDOW_MS } from '../../core/key-rate';
import { type Answer, type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { type Arrived, Receiver, type Reply } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

/** Before the call has an effect, or after it and before its answer. */
type Moment = 'crashBefore' | 'crashAfter';
type Life = 'posted' | 'buried' | 'configured';

/** Where a function is killed: in a life of events, at its nth call of this kind. */
const CALLS: [life: Life, function_: string, call: string, nth: number][] = [
  ['posted', 'authorize', 'dynamodb GetItem', 1],
  ['posted', 'ingest', 'dynamodb GetItem', 1],
  ['posted', 'ingest', 'dynamodb BatchGetItem', 1],
  ['posted', 'ingest', 'dynamodb UpdateItem', 1],
  ['posted', 'ingest', 'events PutEvents', 1],
  ['posted', 'route', 'dynamodb GetItem', 1],
  ['posted', 'route', 'dynamodb Query', 1],
  ['posted', 'route', 'dynamodb PutItem', 1],
  ['posted', 'route', 'sqs SendMessageBatch', 1],
  ['posted', 'route', 'sqs SendMessageBatch', 2],
  ['posted', 'deliver', 'dynamodb PutItem', 1],
  ['posted', 'deliver', 'dynamodb GetItem', 1],
  ['posted', 'deliver', 'dynamodb Query', 1],
  ['posted', 'deliver', 'dynamodb DeleteItem', 1],
  ['posted', 'deliver', 'kms Decrypt', 1],
  ['posted', 'deliver', 'dynamodb UpdateItem', 1],
  ['posted', 'deliver', 'dynamodb UpdateItem', 2],
  ['posted', 'deliver', 'dynamodb UpdateItem', 3],
  ['posted', 'deliver', 'dynamodb UpdateItem', 5],
  ['posted', 'deliver', 'dynamodb TransactWriteItems', 1],
  ['posted', 'deliver', 'sqs SendMessageBatch', 1],
  ['posted', 'sweep', 'dynamodb Query', 1],
  ['posted', 'sweep', 'dynamodb UpdateItem', 1],
  ['posted', 'sweep', 'sqs SendMessageBatch', 1],
  ['posted', 'sweep', 'dynamodb GetItem', 1],
  ['posted', 'sweep', 'events PutEvents', 1],
  ['posted', 'sweep', 'dynamodb DeleteItem', 1],
  ['buried', 'bury', 'dynamodb TransactWriteItems', 1],
  ['buried', 'admin', 'dynamodb PutItem', 1],
  ['buried', 'admin', 'dynamodb GetItem', 1],
  ['buried', 'admin', 'dynamodb PutItem', 2],
  ['buried', 'admin', 'events PutEvents', 1],
  ['buried', 'admin', 'dynamodb DeleteItem', 1],
  ['buried', 'admin', 'dynamodb TransactWriteItems', 1],
  ['configured', 'authorize', 'secretsmanager GetSecretValue', 1],
  ['configured', 'admin', 'dynamodb PutItem', 1],
  ['configured', 'admin', 'dynamodb PutItem', 2],
  ['configured', 'admin', 'dynamodb UpdateItem', 1],
  ['configured', 'admin', 'kms GenerateDataKey', 1],
  ['configured', 'admin', 'kms Decrypt', 1],
  ['configured', 'admin', 'dynamodb TransactWriteItems', 1],
  ['configured', 'admin', 'dynamodb TransactWriteItems', 2],
  ['configured', 'admin', 'dynamodb Query', 1],
  ['configured', 'admin', 'dynamodb BatchGetItem', 1],
];
const MINUTE = 60_000;

let stack: TestCloud;
let receiver: Receiver;
/** The event of the life without a crash. */
let model = '';
let accepted = 0;

const LIVES: Record<Life, (life: string) => Promise<void>> = { posted, buried, configured };

/** A test for each call: a function that is killed at `moment` loses nothing, and does nothing twice. */
export function testCrashes(moment: Moment): void {
  beforeAll(async () => {
    [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answer)]);
    await subscribe(stack, `${receiver.url}/told`, ['delivery.dead']);
    const retry = { scheduleSeconds: [5, 200] };
    for (const path of ['flaky', 'strict'])
      await subscribe(stack, `${receiver.url}/${path}`, ['life.*'], { retry });
    await liveWithoutCrash();
  });

  beforeEach(() => {
    // What functions and the gateway remember is forgotten by then: each life makes all its calls.
    stack.cloud.clock.advance(6 * MINUTE);
  });

  afterAll(async () => {
    await Promise.all([stack.stop(), receiver.stop()]);
  });

  it.each(CALLS)('%s: %s at %s, number %i', async (life, name, call, nth) => {
    // Keys are counted anew.
    stack.cloud.clock.advance(WINDOW_MS);
    const crash = crashOnce(moment, name, call, nth);
    await LIVES[life](`${life}-${name}-${call}-${nth}`.replaceAll(' ', '-'));
    expect(crash.happened).toBe(true);
  });

  it('in the end every event is accounted for', async () => {
    stack.cloud.clock.advance(1_000);
    const { events, deliveries, stranded, holds } = await conservation(stack);
    expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
    // Each event has brought forth one more, the one that tells of its death.
    expect(events).toMatchObject({ accepted: 2 * accepted, fannedOut: 2 * accepted });
    expect(deliveries).toMatchObject({ matched: 3 * accepted, delivered: 2 * accepted, dead: accepted });
  });
}

function crashOnce(moment: Moment, name: string, call: string, nth: number): { happened: boolean } {
  const crash = { happened: false };
  let count = 0;
  stack.cloud.faults.onCall = ({ caller, service, action }) => {
    if (caller !== name || `${service} ${action}` !== call || ++count !== nth) return undefined;
    crash.happened = true;
    return { kind: moment };
  };
  return crash;
}

/** Makes all the calls at which functions are to be killed; a call that is missing in the table is an error. */
async function liveWithoutCrash(): Promise<void> {
  const made = new Set<string>();
  stack.cloud.clock.advance(6 * MINUTE);
  stack.cloud.faults.onCall = ({ caller, service, action }) =>
    void made.add(`${caller} ${service} ${action}`);
  await configured('configured-clean');
  await posted('posted-clean');
  await buried('buried-clean');
  // EventBridge's own call: it is no process that could be killed.
  made.delete('events sqs SendMessage');
  const named = new Set(CALLS.map(([, name, call]) => `${name} ${call}`));
  // `monitor` is killed in lives of its own.
  const others = [...made].filter((call) => !call.startsWith('monitor '));
  expect(others.sort()).toEqual([...named].sort());
}

/** The strict endpoint wants no event at all, the flaky one fails twice for each: one retry is short, one long. */
function answer({ path, headers }: Arrived): Reply {
  if (path === '/strict') return { status: 413 };
  const seen = arrivals(path, String(headers['webhook-id'])).length;
  return { status: path === '/flaky' && seen <= 2 ? 500 : 204 };
}

const arrivals = (path: string, event: string): Arrived[] =>
  receiver.requests.filter((request) => request.path === path && request.headers['webhook-id'] === event);

/** An event is posted, retried, delivered to one and given up for another endpoint, and that is told of. */
async function posted(life: string): Promise<void> {
  const { status, body } = await insist(() =>
    stack.post<{ results: { id: string }[] }>({ type: `life.${life}`, source: 'bot', id: life }),
  );
  expect({ status, body }).toMatchObject({ status: 202 });
  const event = body.results[0]?.id ?? '';
  model ||= event;
  await settle();
  await expectDelivered(event);
}

/** An event dies on the bus, is buried, is replayed, and then lives as any other. */
async function buried(life: string): Promise<void> {
  const event = await dieOnTheBus(life);
  await settle();
  const letter = (await rows(stack, 'dead')).find((row) => row.event === event);
  expect(letter).toMatchObject({ kind: 'event', reason: 'bus_sdk_client_error' });
  const replay = await change(`${life}-replay`, `/v1/dead-letters/${letter?.id}/replay`, 'adminKey', {});
  // A replay that was cut off at its very end finds nothing to replay any more.
  expect([202, 404]).toContain(replay.status);
  await settle();
  await expectDelivered(event);
}

/** A project and a subscription are made, once each. */
async function configured(life: string): Promise<void> {
  expect((await change(`${life}-project`, '/v1/projects', 'rootKey', { name: life })).status).toBe(201);
  const body = { name: life, eventTypes: ['never'], destination: { kind: 'webhook', url: receiver.url } };
  expect((await change(`${life}-sub`, '/v1/subscriptions', 'adminKey', body)).status).toBe(201);
  stack.cloud.clock.advance(1_000);
  const list = async (path: string, key: string): Promise<number> => {
    const { body } = await insist(() => stack.request<{ data: { name: string }[] }>('GET', path, { key }));
    return body.data.filter(({ name }) => name === life).length;
  };
  expect(await list('/v1/projects?limit=100', stack.first.rootKey)).toBe(1);
  expect(await list('/v1/subscriptions?limit=100', stack.first.adminKey)).toBe(1);
}

/** What a client with retries does: the same request again, a minute later, until it is answered. */
async function insist<Body>(request: () => Promise<Answer<Body>>): Promise<Answer<Body>> {
  for (let tries = 0; tries < 3; tries++) {
    const answer = await request();
    if (answer.status < 500) return answer;
    stack.cloud.clock.advance(MINUTE);
  }
  throw new Error('Three times in a row the answer was 5xx');
}

function change(
  idempotencyKey: string,
  path: string,
  key: 'adminKey' | 'rootKey',
  body: object,
): Promise<Answer<unknown>> {
  const headers = { 'idempotency-key': idempotencyKey };
  return insist(() => stack.request('POST', path, { key: stack.first[key], headers, body }));
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
  const depths = Object.values(stack.cloud.queueDepths());
  if (depths.some(({ visible, delayed, inFlight }) => visible + delayed + inFlight > 0)) return false;
  if ((await rows(stack, 'outbox')).length > 0) return false;
  return (await rows(stack, 'delivery')).every(({ state }) => state === 'delivered' || state === 'dead');
}

/** An event that EventBridge could not hand to the route queue, as it puts it into the dead queue. */
async function dieOnTheBus(life: string): Promise<string> {
  const row = (await rows(stack, 'event')).find(({ id }) => id === model);
  if (!row) throw new Error(`There is no event ${model}`);
  const { project, source, time, contentHash, z } = row;
  const id = `evt_${Buffer.from(life).toString('hex')}`;
  const type = `life.${life}`;
  const receivedAt = stack.cloud.clock.now();
  const detail = { v: 1, id, project, type, source, time, contentHash, z, receivedAt };
  const text = (StringValue: string) => ({ DataType: 'String', StringValue });
  await stack.cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: stack.cloud.ref('DeadQueue'),
    MessageBody: JSON.stringify({ source: 'tocsin', 'detail-type': type, detail }),
    MessageAttributes: { RULE_ARN: text('arn:of:rule'), ERROR_CODE: text('SDK_CLIENT_ERROR') },
  });
  return id;
}

/** Exactly one delivery each, delivered and dead, however often the endpoints saw the event; told of once. */
async function expectDelivered(event: string): Promise<void> {
  const states = (await deliveriesOf(stack, event)).map(({ state }) => state);
  expect(states.sort()).toEqual(['dead', 'delivered']);
  expect(arrivals('/flaky', event).length).toBeGreaterThanOrEqual(3);
  const told = receiver.requests.filter(({ path, body }) => path === '/told' && body.includes(`"${event}"`));
  expect(new Set(told.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  accepted++;
}
