import type { DeliveryMessage } from '../../core/delivery/message';
import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { type Arrived, Receiver, type Reply } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

interface Results {
  results: { status: string; id: string; error?: { status: number } }[];
}

let stack: TestCloud;
let receiver: Receiver;
let subscription: string;
/** What the endpoint does with an event, by type; 204 at once unless said. */
const scripts = new Map<string, () => Reply | Promise<Reply>>();

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answerByType)]);
  const retry = { scheduleSeconds: [5, 30] };
  subscription = (await subscribe(stack, receiver.url, ['twice.*'], { retry })).id;
});

beforeEach(() => {
  stack.cloud.faults.duplicateProbability = 0;
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

const eventOf = ({ body }: Arrived) => JSON.parse(body) as { id: string; type: string };
const answerByType = (request: Arrived) => scripts.get(eventOf(request).type)?.() ?? { status: 204 };
const arrivals = (event: string): Arrived[] =>
  receiver.requests.filter(({ headers }) => headers['webhook-id'] === event);

async function post(...types: string[]): Promise<string[]> {
  const answer = await stack.post<Results>(types.map((type) => ({ type, source: 'bot' })));
  expect(answer.status).toBe(202);
  return answer.body.results.map(({ id }) => id);
}

const send = (queue: 'RouteQueue' | 'DeliverQueue', body: object) =>
  stack.cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: stack.cloud.ref(queue),
    MessageBody: JSON.stringify(body),
  });

/** The message that asked for an attempt of the event's only delivery. */
async function message(event: string, attempt: number): Promise<DeliveryMessage> {
  const [row] = await deliveriesOf(stack, event);
  if (!row) throw new Error(`${event} has no delivery`);
  const { project, type, acceptedAt } = row;
  return { v: 1, project, event, subscription, type, acceptedAt, attempt };
}

it('queues that hand out every message twice, and out of order, deliver every event once', async () => {
  Object.assign(stack.cloud.faults, { duplicateProbability: 1, reorder: true });
  const events = await post(...Array.from({ length: 30 }, (_, index) => `twice.all-${index % 3}`));
  await stack.cloud.idle();
  // The copies of what was being worked on come back when their visibility ends.
  stack.cloud.clock.advance(361_000);
  await stack.cloud.idle();
  expect(events.map((event) => arrivals(event).length)).toEqual(events.map(() => 1));
});

it('entries that the bus and the queue refuse now and then are sent again, by us or by the client', async () => {
  stack.cloud.faults.entryFailureProbability = 0.5;
  const events: string[] = [];
  let open = Array.from({ length: 20 }, (_, index) => ({
    ...{ type: 'twice.entries', source: 'bot' },
    id: `order-${index}`,
  }));
  while (open.length > 0) {
    const { body } = await stack.post<Partial<Results>>(open);
    // A single event that is refused is the whole answer.
    const results = body.results ?? [{ status: 'refused', id: '', error: { status: 503 } }];
    events.push(...results.flatMap(({ status, id }) => (status === 'accepted' ? [id] : [])));
    const refused = results.flatMap(({ error }) => (error ? [error.status] : []));
    expect(refused).toEqual(refused.map(() => 503));
    open = open.filter((_, index) => results[index]?.status === 'refused');
  }
  await stack.cloud.idle();
  stack.cloud.faults.entryFailureProbability = 0;
  stack.cloud.clock.advance(361_000);
  await stack.cloud.idle();
  expect(events.map((event) => arrivals(event).length)).toEqual(Array.from({ length: 20 }, () => 1));
});

it('an event that reaches route again, even after its subscription has changed, adds nothing', async () => {
  const [event = ''] = await post('twice.route');
  await stack.cloud.idle();
  const later = await subscribe(stack, receiver.url, ['twice.route']);
  const [row] = (await rows(stack, 'event')).filter(({ id }) => id === event);
  await send('RouteQueue', { source: 'tocsin', 'detail-type': 'twice.route', detail: { ...row, v: 1 } });
  await stack.cloud.idle();
  expect(arrivals(event)).toHaveLength(1);
  expect(await deliveriesOf(stack, event)).toMatchObject([{ subscription, state: 'delivered' }]);
  await stack.admin('DELETE', `/v1/subscriptions/${later.id}`);
});

it('a second message for a delivery that has ended is dropped', async () => {
  const [event = ''] = await post('twice.deliver');
  await stack.cloud.idle();
  for (const attempt of [1, 2, 3]) await send('DeliverQueue', await message(event, attempt));
  await stack.cloud.idle();
  expect(arrivals(event)).toHaveLength(1);
  expect(emptyDeliverQueue()).toBe(true);
});

it('a message for an attempt that was made is dropped while the next one waits', async () => {
  scripts.set('twice.waiting', () => ({ status: 500 }));
  const [event = ''] = await post('twice.waiting');
  await stack.cloud.idle();
  await send('DeliverQueue', await message(event, 1));
  await stack.cloud.idle();
  expect(arrivals(event)).toHaveLength(1);

  scripts.delete('twice.waiting');
  // Two messages for the next attempt, as when the sweep repairs what was not lost.
  await send('DeliverQueue', await message(event, 2));
  stack.cloud.clock.advance(6_000);
  await stack.cloud.idle();
  // Should both have come at once, the one that was refused comes back.
  stack.cloud.clock.advance(241_000);
  await stack.cloud.idle();
  expect(arrivals(event)).toHaveLength(2);
  expect(emptyDeliverQueue()).toBe(true);
  expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'delivered', attempts: { length: 2 } }]);
});

it('while an attempt is being made, a second message waits, and finds the work done', async () => {
  const answered = Promise.withResolvers<Reply>();
  scripts.set('twice.leased', () => answered.promise);
  const [event = ''] = await post('twice.leased');
  await receiver.until(() => arrivals(event).length === 1);
  const refused = untilCalled('deliver', 'GetItem');
  await send('DeliverQueue', await message(event, 1));
  await refused;
  expect(arrivals(event)).toHaveLength(1);

  answered.resolve({ status: 204 });
  await stack.cloud.idle();
  expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'delivered' }]);
  expect(depthOfDeliverQueue()).toMatchObject({ inFlight: 1 });
  stack.cloud.clock.advance(241_000);
  await stack.cloud.idle();
  expect(arrivals(event)).toHaveLength(1);
  expect(emptyDeliverQueue()).toBe(true);
});

it('in the end every event is accounted for', async () => {
  stack.cloud.clock.advance(1_000);
  const { events, deliveries, stranded } = await conservation(stack);
  expect(stranded).toEqual([]);
  expect(events).toMatchObject({ accepted: 54, fannedOut: 54 });
  expect(deliveries).toMatchObject({ matched: 54, delivered: 54 });
});

const depthOfDeliverQueue = () =>
  stack.cloud.queueDepths()[stack.cloud.ref('DeliverQueue').split('/').at(-1) ?? ''];

const emptyDeliverQueue = (): boolean =>
  Object.values(depthOfDeliverQueue() ?? {}).every((count) => count === 0);

/** Resolves when the function next makes this call: `deliver` reads a row only after its claim was refused. */
async function untilCalled(caller: string, action: string): Promise<void> {
  await new Promise<void>((resolve) => {
    stack.cloud.faults.onCall = (call) => {
      if (call.caller === caller && call.action === action) resolve();
      return undefined;
    };
  });
  delete stack.cloud.faults.onCall;
}
