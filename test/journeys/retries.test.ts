import type { DeliveryRow } from '../../core/delivery/delivery';
import { DEFAULT_SCHEDULE_SECONDS } from '../../core/delivery/schedule';
import { type TestCloud, withCloud } from './cloud';
import { type Arrived, Receiver, type Reply } from './receiver';
import { deliveriesOf, rows } from './rows';
import { type Subscribed, subscribe, verified } from './subscribe';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
/** So long before a moment nothing that is due then may have happened, even if this machine is slow meanwhile. */
const NOT_YET_MS = 20_000;

let stack: TestCloud;
let receiver: Receiver;
/** What the endpoint at a path answers, request by request; the last answer stays. */
const answers = new Map<string, (number | Reply)[]>();

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start(answerInTurn)]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

function answerInTurn({ path }: Arrived): Reply {
  const turns = answers.get(path) ?? [];
  const reply = turns.length > 1 ? turns.shift() : turns[0];
  return typeof reply === 'object' ? reply : { status: reply ?? 204 };
}

const arrivals = (path: string): Arrived[] => receiver.requests.filter((request) => request.path === path);

/** An endpoint of its own for a story, named like the event type that it wants. */
async function endpoint(name: string, turns: (number | Reply)[], more: object = {}): Promise<Subscribed> {
  answers.set(`/${name}`, turns);
  return subscribe(stack, `${receiver.url}/${name}`, [name], more);
}

async function post(type: string): Promise<string> {
  const { status, body } = await stack.post<{ results: { id: string }[] }>({
    type,
    source: 'bot',
    data: { n: 1 },
  });
  expect({ status, body }).toMatchObject({ status: 202 });
  await stack.cloud.idle();
  return body.results[0]?.id ?? '';
}

async function pass(ms: number): Promise<void> {
  stack.cloud.clock.advance(ms);
  await stack.cloud.idle();
}

/** Time passes until the given moment; the schedule's tick falls half a minute before, as any minute may. */
async function passTo(at: number): Promise<void> {
  const now = stack.cloud.clock.now();
  if (at - now > 45_000) {
    stack.cloud.clock.advance(at - now - 30_000);
    await stack.cloud.runSchedules();
  }
  // Queues delay by whole seconds, from when they get the message.
  await pass(Math.max(0, at - stack.cloud.clock.now()) + 2_000);
}

async function delivery(event: string): Promise<DeliveryRow> {
  const [row, ...others] = await deliveriesOf(stack, event);
  expect(others).toEqual([]);
  if (!row) throw new Error(`${event} has no delivery`);
  return row;
}

/** Seconds from the last attempt's end to the next one. */
function waitOf({ attempts, nextAt = 0 }: DeliveryRow): number {
  const last = attempts.at(-1);
  return (nextAt - (last ? last.at + last.durationMs : 0)) / 1_000;
}

function expectWait(row: DeliveryRow, seconds: number): void {
  expect(row.state).toBe('waiting');
  expect(waitOf(row)).toBeGreaterThanOrEqual(seconds * 0.9);
  expect(waitOf(row)).toBeLessThanOrEqual(seconds * 1.1 + 1);
}

describe('an endpoint that is down', () => {
  it('is tried again after each time of the schedule, short and long, until it is back', async () => {
    const schedule = [60, 100, 300, 1_800];
    await endpoint('down', [500, 502, 302, 429, 204], { retry: { scheduleSeconds: schedule } });
    const event = await post('down');
    for (const [made, seconds] of schedule.entries()) {
      const row = await delivery(event);
      expectWait(row, seconds);
      await pass((row.nextAt ?? 0) - stack.cloud.clock.now() - NOT_YET_MS);
      expect(arrivals('/down')).toHaveLength(made + 1);
      await passTo(row.nextAt ?? 0);
      expect(arrivals('/down')).toHaveLength(made + 2);
    }
    const row = await delivery(event);
    expect(row.state).toBe('delivered');
    expect(row.attempts.map(({ number, status, error }) => [number, status, error])).toEqual([
      [1, 500, 'http_5xx'],
      [2, 502, 'http_5xx'],
      [3, 302, 'http_3xx'],
      [4, 429, 'http_4xx'],
      [5, 204, undefined],
    ]);
  });

  it('keeps nobody else waiting', async () => {
    await endpoint('slow.one', [500], { retry: { scheduleSeconds: [3_600] } });
    await subscribe(stack, `${receiver.url}/well`, ['slow.one']);
    const event = await post('slow.one');
    expect(arrivals('/well')).toHaveLength(1);
    const states = (await deliveriesOf(stack, event)).map(({ state }) => state);
    expect(states.sort()).toEqual(['delivered', 'waiting']);
  });

  it('or does not listen at all, is tried again, and found at the address it has moved to', async () => {
    const gone = await Receiver.start();
    await gone.stop();
    const subscription = await subscribe(stack, gone.url, ['moved'], { retry: { scheduleSeconds: [5, 60] } });
    const event = await post('moved');
    expect(await delivery(event)).toMatchObject({
      state: 'waiting',
      attempts: [{ error: 'connection_refused' }],
    });
    const destination = { kind: 'webhook', url: `${receiver.url}/moved` };
    await stack.admin('PATCH', `/v1/subscriptions/${subscription.id}`, { destination });
    await pass(MINUTE);
    expect(await delivery(event)).toMatchObject({ state: 'delivered', attempts: { length: 2 } });
    expect(arrivals('/moved')).toHaveLength(1);
  });

  it('or hangs, is given up on at its deadline', async () => {
    const hanging = await Receiver.start(() => new Promise(() => {}));
    await subscribe(stack, hanging.url, ['hangs'], { timeoutSeconds: 1 });
    const event = await post('hangs');
    const { state, attempts } = await delivery(event);
    await hanging.stop();
    expect({ state, error: attempts[0]?.error }).toEqual({ state: 'waiting', error: 'timeout' });
    expect(attempts[0]?.durationMs).toBeGreaterThanOrEqual(990);
  });
});

describe('the whole default schedule', () => {
  let subscription: Subscribed;
  let event: string;

  beforeAll(async () => {
    subscription = await endpoint('dead.end', [500]);
    await subscribe(stack, `${receiver.url}/told`, ['delivery.dead'], {
      filter: { data: { subscription: [subscription.id] } },
    });
    event = await post('dead.end');
  });

  it('is 11 attempts in three days', async () => {
    const first = stack.cloud.clock.now();
    for (const [made, seconds] of DEFAULT_SCHEDULE_SECONDS.entries()) {
      const row = await delivery(event);
      expect(row.attempts).toHaveLength(made + 1);
      expectWait(row, seconds);
      await passTo(row.nextAt ?? 0);
    }
    expect(arrivals('/dead.end')).toHaveLength(11);
    const days = (stack.cloud.clock.now() - first) / (24 * HOUR);
    expect(days).toBeGreaterThan(2.5);
    expect(days).toBeLessThan(3.6);
  });

  it('ends in a dead letter, of which delivery.dead tells once', async () => {
    expect(await delivery(event)).toMatchObject({ state: 'dead', reason: 'attempts_exhausted' });
    expect((await rows(stack, 'dead')).filter((letter) => letter.event === event)).toMatchObject([
      { kind: 'delivery', subscription: subscription.id, type: 'dead.end', reason: 'attempts_exhausted' },
    ]);
    await pass(24 * HOUR);
    await stack.cloud.runSchedules();
    await stack.cloud.runSchedules();
    expect(arrivals('/dead.end')).toHaveLength(11);
    const told = arrivals('/told').map(({ body }) => JSON.parse(body) as object);
    expect(told).toMatchObject([
      {
        type: 'delivery.dead',
        source: 'tocsin',
        data: { event, subscription: subscription.id, type: 'dead.end', attempts: 11 },
      },
    ]);
  });

  it('and a replay delivers it, under the id that it always had and with a new time', async () => {
    answers.set('/dead.end', [204]);
    const [letter] = (await rows(stack, 'dead')).filter((each) => each.event === event);
    const replay = await stack.admin('POST', `/v1/dead-letters/${letter?.id}/replay`);
    expect(replay).toMatchObject({ status: 202 });
    await stack.cloud.idle();
    const requests = arrivals('/dead.end');
    const [last, before] = [requests[11], requests[10]] as [Arrived, Arrived];
    expect(requests).toHaveLength(12);
    expect(last.headers['webhook-id']).toBe(event);
    expect(last.body).toBe(before.body);
    expect(Number(last.headers['webhook-timestamp'])).toBeGreaterThan(
      Number(before.headers['webhook-timestamp']),
    );
    expect(() => verified(stack, subscription, last)).not.toThrow();
    expect(await delivery(event)).toMatchObject({ state: 'delivered' });
    expect((await rows(stack, 'dead')).filter((each) => each.event === event)).toEqual([]);
  });
});

describe('what the endpoint answers', () => {
  it('413: the delivery is dead at once', async () => {
    await endpoint('too.large', [413]);
    const event = await post('too.large');
    await pass(HOUR);
    expect(await delivery(event)).toMatchObject({ state: 'dead', reason: 'payload_too_large' });
    expect(arrivals('/too.large')).toHaveLength(1);
  });

  it('410: the subscription is disabled, its owner is told, and what comes later is held', async () => {
    const subscription = await endpoint('gone', [410]);
    await subscribe(stack, `${receiver.url}/disabled`, ['endpoint.disabled']);
    const first = await post('gone');
    // Long enough for the index that the sweep reads to have caught up.
    await pass(MINUTE);
    await stack.cloud.runSchedules();
    const shown = await stack.admin('GET', `/v1/subscriptions/${subscription.id}`);
    expect(shown.body).toMatchObject({ status: 'disabled', disabledReason: 'gone' });
    expect(arrivals('/disabled').map(({ body }) => JSON.parse(body) as object)).toMatchObject([
      { type: 'endpoint.disabled', data: { subscription: { id: subscription.id }, reason: 'gone' } },
    ]);

    const second = await post('gone');
    await pass(HOUR);
    expect(arrivals('/gone')).toHaveLength(1);
    expect(await delivery(first)).toMatchObject({ state: 'held', attempts: [{ status: 410 }] });
    expect(await delivery(second)).toMatchObject({ state: 'held', attempts: [] });
  });

  it.each([
    ['seconds', () => '90', 90],
    ['a date', () => new Date(stack.cloud.clock.now() + 2 * HOUR).toUTCString(), 7_200],
    ['more than six hours', () => '86400', 6 * 3_600],
  ])('Retry-After in %s: not sooner than it asks, and at most six hours', async (name, value, seconds) => {
    const row = await waitingAfter(`later.${name.replaceAll(' ', '-')}`, value());
    // A date has no fractions of a second, and the answer takes its time; what was told the same time is spread.
    expect(waitOf(row)).toBeGreaterThan(seconds - 3);
    expect(waitOf(row)).toBeLessThan(seconds + 6 + 1);
    await passTo(row.nextAt ?? 0);
    expect(await delivery(row.event)).toMatchObject({ state: 'delivered' });
  });

  it.each([
    ['less than the schedule', '1'],
    ['the past', 'Wed, 21 Oct 2015 07:28:00 GMT'],
    ['nonsense', 'soon'],
  ])('Retry-After in %s: the schedule holds', async (name, value) => {
    const row = await waitingAfter(`schedule.${name.replaceAll(' ', '-')}`, value);
    expectWait(row, 30);
    await passTo(row.nextAt ?? 0);
    expect(await delivery(row.event)).toMatchObject({ state: 'delivered' });
  });

  it('an endpoint that asks for a pause gets one, and then what waited, one after the other', async () => {
    const { id } = await endpoint('busy', [{ status: 429, headers: { 'retry-after': '120' } }]);
    await endpoint('neighbour', [204]);
    const events = (type: string, count: number): object[] =>
      Array.from({ length: count }, (_, n) => ({ type, source: 'bot', data: { n } }));
    const began = stack.cloud.clock.now();
    await stack.post(events('busy', 5));
    await stack.cloud.idle();
    await stack.post([...events('busy', 55), ...events('neighbour', 5)]);
    await stack.cloud.idle();
    const told = arrivals('/busy').length;
    expect(told).toBeGreaterThanOrEqual(1);
    // A function that has just read the endpoint learns of its pause a few seconds later.
    expect(told).toBeLessThanOrEqual(25);
    expect(arrivals('/neighbour')).toHaveLength(5);
    const waiting = (await rows(stack, 'delivery')).filter(({ subscription }) => subscription === id);
    expect(waiting).toHaveLength(60);
    expect(waiting.every(({ state, nextAt = 0 }) => state === 'waiting' && nextAt >= began + 119_000)).toBe(
      true,
    );
    expect(waiting.filter(({ attempts, attempt }) => attempts.length === 0 && attempt === 1)).toHaveLength(
      60 - told,
    );

    answers.set('/busy', [204]);
    for (let step = 0; step < 60; step++) {
      stack.cloud.clock.advance(10_000);
      if (step % 6 === 0) await stack.cloud.runSchedules();
      await stack.cloud.idle();
    }
    const after = arrivals('/busy').slice(told);
    expect(new Set(after.map(({ headers }) => headers['webhook-id'])).size).toBe(60);
    const seconds = after.map(({ headers }) => Number(headers['webhook-timestamp']) - began / 1_000);
    expect(Math.min(...seconds)).toBeGreaterThanOrEqual(119);
    const inMinute = (from: number): number => seconds.filter((at) => at >= from && at < from + 60).length;
    expect(inMinute(120)).toBeLessThanOrEqual(20);
    expect(Math.max(...seconds) - Math.min(...seconds)).toBeGreaterThan(60);
    expect(
      new Set(
        (await rows(stack, 'delivery')).filter((row) => row.subscription === id).map(({ state }) => state),
      ),
    ).toEqual(new Set(['delivered']));
  });

  async function waitingAfter(type: string, retryAfter: string): Promise<DeliveryRow> {
    const headers = { 'retry-after': retryAfter };
    await endpoint(type, [{ status: 503, headers }, 204], { retry: { scheduleSeconds: [30] } });
    const row = await delivery(await post(type));
    expect(row.state).toBe('waiting');
    return row;
  }
});

it('the death of an event that Tocsin made is not told of', async () => {
  const { id } = await endpoint('lonely', [413]);
  const listener = await subscribe(stack, `${receiver.url}/deaf`, ['delivery.dead', 'endpoint.*'], {
    filter: { data: { subscription: [id] } },
  });
  answers.set('/deaf', [413]);
  await post('lonely');
  for (let round = 0; round < 3; round++) await stack.cloud.runSchedules();
  expect(arrivals('/deaf')).toHaveLength(1);
  const letters = (await rows(stack, 'dead')).filter(({ subscription }) => subscription === listener.id);
  expect(letters).toMatchObject([{ type: 'delivery.dead', reason: 'payload_too_large' }]);
  expect(await rows(stack, 'outbox')).toEqual([]);
});

it('a delayed message that is lost is sent again by the sweep', async () => {
  await endpoint('lost', [204, 500, 204], { retry: { scheduleSeconds: [30] } });
  // An endpoint that has answered has its retries on the common queue.
  await post('lost');
  receiver.requests.length = 0;
  const event = await post('lost');
  const queue = stack.cloud.ref('DeliverQueue');
  expect(await messagesIn(queue)).toMatchObject({ ApproximateNumberOfMessagesDelayed: '1' });
  await stack.cloud.call('AmazonSQS.PurgeQueue', { QueueUrl: queue });
  expect(new Set(Object.values(await messagesIn(queue)))).toEqual(new Set(['0']));
  await pass(MINUTE);
  expect(arrivals('/lost')).toHaveLength(1);
  await pass(6 * MINUTE);
  await stack.cloud.runSchedules();
  expect(arrivals('/lost')).toHaveLength(2);
  expect(await delivery(event)).toMatchObject({ state: 'delivered' });
});

async function messagesIn(QueueUrl: string): Promise<Record<string, string>> {
  const kinds = ['', 'NotVisible', 'Delayed'].map((kind) => `ApproximateNumberOfMessages${kind}`);
  const input = { QueueUrl, AttributeNames: kinds };
  const answer = await stack.cloud.call('AmazonSQS.GetQueueAttributes', input);
  return (answer as { Attributes: Record<string, string> }).Attributes;
}
