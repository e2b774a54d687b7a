import type { DeadLetter } from '../../adapters/aws/dead-letters';
import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { patchedAssembly } from './patched-assembly';
import { type Arrived, Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

/** Instead of 60: the way to the dead queue is the same, and shorter. */
const MAX_RECEIVE_COUNT = 3;

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  const assembly = patchedAssembly('poison', (find) => {
    for (const name of ['RouteQueue', 'DeliverQueue']) {
      const { RedrivePolicy } = find(name).Properties as { RedrivePolicy: Record<string, unknown> };
      RedrivePolicy.maxReceiveCount = MAX_RECEIVE_COUNT;
    }
  });
  // What is counted in the dead queue is counted exactly.
  const faults = { duplicateProbability: 0 };
  [stack, receiver] = await Promise.all([withCloud({ assembly, faults }), Receiver.start()]);
  await subscribe(stack, receiver.url, ['poison.*']);
});

afterEach(() => {
  delete stack.cloud.faults.onCall;
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const arrivals = (event: string): Arrived[] =>
  receiver.requests.filter(({ headers }) => headers['webhook-id'] === event);

async function post(type: string): Promise<string> {
  const { body } = await stack.post<{ results: { id: string }[] }>({ type, source: 'bot' });
  await stack.cloud.idle();
  return body.results[0]?.id ?? '';
}

/** From now on these calls fail (`function service action`), by a code that the SDK does not try again. */
function failing(...calls: string[]): void {
  stack.cloud.faults.onCall = ({ caller, service, action }) =>
    calls.includes(`${caller} ${service} ${action}`)
      ? { kind: 'error', code: 'ValidationException', status: 400 }
      : undefined;
}

/** As often as a queue hands a message out, and once more, in which it moves it to the dead queue. */
async function receiveUntilDead(): Promise<void> {
  for (let received = 0; received <= MAX_RECEIVE_COUNT; received++) {
    stack.cloud.clock.advance(361_000);
    await stack.cloud.idle();
  }
}

/** Not what `monitor` has missed of it, which is another letter. */
const lettersOf = async (event: string): Promise<DeadLetter[]> =>
  (await rows(stack, 'dead')).filter((row) => row.event === event && row.kind !== 'monitor');

async function letterOf(event: string): Promise<DeadLetter> {
  const [letter, ...others] = await lettersOf(event);
  expect(others).toEqual([]);
  if (!letter) throw new Error(`${event} has no dead letter: ${stack.reports.slice(-5).join('\n')}`);
  return letter;
}

const listed = async (event: string): Promise<object | undefined> => {
  const { body } = await stack.admin<{ data: { event: string }[] }>('GET', '/v1/dead-letters?limit=100');
  return body.data.find((letter) => letter.event === event);
};

async function replay(event: string): Promise<void> {
  const { id } = await letterOf(event);
  expect((await stack.admin('POST', `/v1/dead-letters/${id}/replay`)).status).toBe(202);
  await stack.cloud.idle();
  expect(await lettersOf(event)).toEqual([]);
}

async function expectDelivered(event: string): Promise<void> {
  expect(arrivals(event)).toHaveLength(1);
  expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'delivered' }]);
}

it('an event that cannot be routed becomes a dead letter of the event, and a replay delivers it', async () => {
  failing('route dynamodb PutItem');
  const event = await post('poison.route');
  await receiveUntilDead();
  expect(await letterOf(event)).toMatchObject({ kind: 'event', reason: 'routing_failed' });
  expect(await listed(event)).toMatchObject({ kind: 'event', subscription: null, reason: 'routing_failed' });
  expect((await stack.admin('GET', `/v1/events/${event}`)).body).toMatchObject({ status: 'dead' });
  expect(arrivals(event)).toEqual([]);

  delete stack.cloud.faults.onCall;
  await replay(event);
  await expectDelivered(event);
});

it('an event that was stored, but whose messages could not be sent, leaves a dead letter of each delivery', async () => {
  failing('route sqs SendMessageBatch');
  const event = await post('poison.unsent');
  await receiveUntilDead();
  expect(await letterOf(event)).toMatchObject({ kind: 'delivery', reason: 'routing_failed' });
  delete stack.cloud.faults.onCall;
  await replay(event);
  await expectDelivered(event);
});

it('a delivery that cannot even be begun becomes a dead letter, and a replay delivers it', async () => {
  failing('deliver dynamodb PutItem');
  const event = await post('poison.deliver');
  await receiveUntilDead();
  expect(await letterOf(event)).toMatchObject({ kind: 'delivery', reason: 'delivery_failed' });
  delete stack.cloud.faults.onCall;
  await replay(event);
  await expectDelivered(event);
});

it('a delivery whose result can never be written is sent again and again, and dies', async () => {
  failing('deliver dynamodb UpdateItem');
  const event = await post('poison.result');
  await receiveUntilDead();
  expect(await letterOf(event)).toMatchObject({ kind: 'delivery', reason: 'delivery_failed' });
  expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'dead', reason: 'delivery_failed' }]);
  expect(arrivals(event)).toHaveLength(1);
});

it('an event that the bus cannot put into the queue for a day becomes a dead letter', async () => {
  failing('events sqs SendMessage');
  const event = await post('poison.target');
  for (let hours = 0; hours < 25; hours += 5) {
    stack.cloud.clock.advance(5 * 3_600_000);
    await stack.cloud.idle();
  }
  expect(await letterOf(event)).toMatchObject({ kind: 'event', reason: 'bus_error_from_target' });
  delete stack.cloud.faults.onCall;
  await replay(event);
  await expectDelivered(event);
});

it('while the dead queue cannot be emptied, its messages wait there', async () => {
  failing('deliver dynamodb PutItem');
  const event = await post('poison.bury');
  failing('deliver dynamodb PutItem', 'bury dynamodb TransactWriteItems');
  await receiveUntilDead();
  expect(await listed(event)).toBeUndefined();
  expect(deadQueue()).toMatchObject({ inFlight: 1 });
  delete stack.cloud.faults.onCall;
  stack.cloud.clock.advance(361_000);
  await stack.cloud.idle();
  expect(await letterOf(event)).toMatchObject({ reason: 'delivery_failed' });
  expect(deadQueue()).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
});

it('a run of the schedule that failed is dropped: the next minute makes up for it', async () => {
  const before = await rows(stack, 'dead');
  stack.cloud.faults.onCall = ({ caller }) => (caller === 'sweep' ? { kind: 'crashBefore' } : undefined);
  await stack.cloud.runSchedules();
  expect(stack.reports.at(-1)).toContain('[sweep] Runtime.ExitError');
  expect(stack.cloud.output('bury').at(-1)).toContain('"origin":"schedule"');
  expect(deadQueue()).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
  expect(await rows(stack, 'dead')).toEqual(before);
});

it('garbage in a queue hurts nothing else, and ends in the dead queue, where an alarm sees it', async () => {
  const garbage = ['no JSON', '{}', '{"detail":{"v":2}}', '{"v":1,"project":7}', 'null'];
  for (const queue of ['RouteQueue', 'DeliverQueue', 'DeadQueue'])
    for (const MessageBody of garbage)
      await stack.cloud.call('AmazonSQS.SendMessage', { QueueUrl: stack.cloud.ref(queue), MessageBody });
  const event = await post('poison.among-garbage');
  await receiveUntilDead();
  await receiveUntilDead();
  await expectDelivered(event);
  const { visible, inFlight } = deadQueue() ?? { visible: 0, inFlight: 0 };
  expect(visible + inFlight).toBe(3 * garbage.length);
});

it('in the end every event is accounted for', async () => {
  for (let minute = 0; minute < 2; minute++) await stack.cloud.runSchedules();
  stack.cloud.clock.advance(1_000);
  const { events, deliveries, stranded, holds } = await conservation(stack);
  expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
  expect(events).toMatchObject({ dead: 0, replayed: 0 });
  expect(deliveries).toMatchObject({ matched: 7, delivered: 5, dead: 2 });
});

const deadQueue = () => stack.cloud.queueDepths()[stack.cloud.ref('DeadQueue').split('/').at(-1) ?? ''];
