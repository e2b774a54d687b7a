import { type TestCloud, withCloud } from './cloud';
import { conservation } from './conservation';
import { linesOf } from './measured';
import { Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

const MINUTE = 60_000;
const LONG = 180_000;
const SINCE = '2020-01-01T00:00:00Z';

let stack: TestCloud;
let receiver: Receiver;
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
  delete stack.cloud.faults.onCall;
  down.clear();
});

async function post(type: string, count: number): Promise<string[]> {
  const ids: string[] = [];
  for (let from = 0; from < count; from += 1_000) {
    const numbers = Array.from({ length: Math.min(1_000, count - from) }, (_, index) => from + index);
    const events = numbers.map((n) => ({
      type,
      source: 'bot',
      id: `${type}-${n}`,
      data: { n, tenth: n % 10 === 0 },
    }));
    const { status, body } = await stack.post<{ results: { id: string }[] }>(events);
    expect(status).toBe(202);
    ids.push(...body.results.map(({ id }) => id));
  }
  await stack.cloud.idle();
  return ids;
}

const arrived = (path: string): string[] =>
  receiver.requests
    .filter((request) => request.path === path)
    .map(({ headers }) => String(headers['webhook-id']));

interface Job {
  id: string;
  status: string;
  done: number;
  total: number | null;
}

async function started(path: string, body: object): Promise<Job> {
  const asked = await stack.admin<Job>('POST', path, body);
  expect(asked).toMatchObject({ status: 202, body: { status: 'queued', done: 0, total: null } });
  return asked.body;
}

/** Sweeps once a minute until the job has ended, and answers all that it has shown meanwhile. */
async function watched({ id }: Job): Promise<Job[]> {
  const shown: Job[] = [];
  for (let minute = 0; minute < 60; minute++) {
    stack.cloud.clock.advance(MINUTE);
    await stack.cloud.runSchedules();
    const { body } = await stack.admin<Job>('GET', `/v1/jobs/${id}`);
    shown.push(body);
    if (['done', 'failed', 'cancelled'].includes(body.status)) return shown;
  }
  throw new Error(`It has not ended: ${JSON.stringify(shown.at(-1))}`);
}

/** Kills the sweep at every `every`th of its calls, by turns before the call and after it. */
function crashing(every: number): { crashes: number } {
  const count = { calls: 0, crashes: 0 };
  stack.cloud.faults.onCall = ({ caller }) => {
    if (caller !== 'sweep' || ++count.calls % every !== 0) return undefined;
    return { kind: ++count.crashes % 2 === 0 ? 'crashAfter' : 'crashBefore' };
  };
  return count;
}

/** What a crash has left is found by the sweep in the minutes after. */
async function settle(path: string, count: number): Promise<void> {
  delete stack.cloud.faults.onCall;
  for (let round = 0; round < 12 && arrived(path).length < count; round++) {
    stack.cloud.clock.advance(2 * MINUTE);
    await stack.cloud.runSchedules();
  }
}

const isRising = (numbers: number[]): boolean =>
  numbers.every((number, index) => index === 0 || number >= (numbers[index - 1] ?? 0));

describe('2.9 the law', () => {
  afterEach(async () => {
    stack.cloud.clock.advance(1_000);
    const { stranded, holds } = await conservation(stack);
    expect({ stranded, holds }).toEqual({ stranded: [], holds: true });
  });

  it(
    '2.6 recovers more than a thousand held deliveries over many crashes, each once, counted exactly',
    async () => {
      const count = 1_010;
      const { id } = await subscribe(stack, `${receiver.url}/held`, ['recovery.held']);
      await stack.admin('POST', `/v1/subscriptions/${id}/disable`);
      const events = await post('recovery.held', count);
      await stack.admin('POST', `/v1/subscriptions/${id}/enable`);
      expect(arrived('/held')).toEqual([]);

      const job = await started(`/v1/subscriptions/${id}/recover`, { since: SINCE });
      const crashes = crashing(211);
      const shown = await watched(job);
      expect(shown.at(-1)).toMatchObject({ status: 'done', done: count, total: count });
      expect(crashes.crashes).toBeGreaterThan(4);
      expect(shown.length).toBeGreaterThan(2);
      expect(isRising(shown.map(({ done }) => done))).toBe(true);
      expect(shown.every(({ total }) => total === null || total === count)).toBe(true);

      await settle('/held', count);
      expect(arrived('/held')).toHaveLength(count);
      expect(new Set(arrived('/held'))).toEqual(new Set(events));
    },
    LONG,
  );

  it(
    'sends more than a thousand stored events to a subscription made after them, each once, over crashes',
    async () => {
      const events = await post('recovery.stored', 1_120);
      const wanted = events.filter((_, n) => n % 10 !== 0);
      const filter = { data: { tenth: [false] } };
      const { id } = await subscribe(stack, `${receiver.url}/new`, ['recovery.stored'], { filter });
      const job = await started(`/v1/subscriptions/${id}/replay`, { since: SINCE });
      const crashes = crashing(311);
      const shown = await watched(job);
      const total = wanted.length;
      expect(shown.at(-1)).toMatchObject({ status: 'done', done: total, total });
      expect(crashes.crashes).toBeGreaterThan(4);
      expect(isRising(shown.map(({ done }) => done))).toBe(true);
      await settle('/new', total);
      expect(arrived('/new')).toHaveLength(total);
      expect(new Set(arrived('/new'))).toEqual(new Set(wanted));

      // A repeat of an event uses the list as it is now, and a second replay finds nothing left.
      await post('recovery.stored', 2);
      const again = await watched(await started(`/v1/subscriptions/${id}/replay`, { since: SINCE }));
      expect(again.at(-1)).toMatchObject({ status: 'done', done: 0, total: 0 });
      expect(arrived('/new')).toHaveLength(total);
    },
    LONG,
  );
});

describe('a replay with what was delivered', () => {
  it('2.8 sends it once more under the same ids, and begins no chain of retries', async () => {
    const { id } = await subscribe(stack, `${receiver.url}/again`, ['again']);
    const events = await post('again', 3);
    down.add('/again');
    const input = { since: SINCE, includeDelivered: true };
    const job = (await watched(await started(`/v1/subscriptions/${id}/replay`, input))).at(-1);
    expect(job).toMatchObject({ status: 'done', done: 3, total: 3 });
    await stack.cloud.idle();
    expect(arrived('/again')).toHaveLength(6);
    expect(new Set(arrived('/again').slice(3))).toEqual(new Set(events));
    for (let hour = 0; hour < 3; hour++) {
      stack.cloud.clock.advance(60 * MINUTE);
      await stack.cloud.runSchedules();
    }
    expect(arrived('/again')).toHaveLength(6);
    const states = (await Promise.all(events.map((event) => deliveriesOf(stack, event)))).flat();
    expect(states.map(({ state, attempts }) => [state, attempts.length])).toEqual(
      events.map(() => ['delivered', 2]),
    );
  });
});

describe('2.8 a parked delivery that is tried by hand', () => {
  it('is attempted although the breaker is open, and stands in line once if that fails', async () => {
    down.add('/parked');
    const breaker = { failures: 1, seconds: 0 };
    await subscribe(stack, `${receiver.url}/parked`, ['parked.by-hand'], { breaker });
    await post('parked.by-hand', 1);
    // The second event comes to an open breaker.
    const answer = await stack.post<{ results: { id: string }[] }>({ type: 'parked.by-hand', source: 'bot' });
    const event = answer.body.results[0]?.id ?? '';
    await stack.cloud.idle();
    const [row] = await deliveriesOf(stack, event);
    expect(row).toMatchObject({ state: 'parked', attempts: [] });
    const sent = (): number => arrived('/parked').filter((id) => id === event).length;
    expect(sent()).toBe(0);

    expect((await stack.admin('POST', `/v1/deliveries/${row?.id}/retry`, {})).status).toBe(202);
    await stack.cloud.idle();
    expect(sent()).toBe(1);
    const [failed] = await deliveriesOf(stack, event);
    expect(failed).toMatchObject({ state: 'waiting', attempts: [{ number: 1, manual: true, status: 500 }] });
    stack.cloud.clock.advance(30_000);
    await stack.cloud.idle();
    // Its chain goes on: the next attempt finds the breaker open.
    const [again] = await deliveriesOf(stack, event);
    expect(again).toMatchObject({ state: 'parked', chainStart: 1, attempts: [{ number: 1 }] });
    expect(sent()).toBe(1);

    down.clear();
    for (let minute = 0; minute < 15; minute++) {
      stack.cloud.clock.advance(MINUTE);
      await stack.cloud.runSchedules();
    }
    expect(await deliveriesOf(stack, event)).toMatchObject([{ state: 'delivered' }]);
    expect(sent()).toBe(2);
  });
});

describe('2.7 a replay that comes when its event is forgotten', () => {
  it('brings back the event, to be seen and accounted for, and delivers it once', async () => {
    await subscribe(stack, `${receiver.url}/late`, ['late']);
    stack.cloud.faults.onCall = ({ caller, service, action }) =>
      `${caller} ${service} ${action}` === 'route dynamodb PutItem'
        ? { kind: 'error', code: 'ValidationException', status: 400 }
        : undefined;
    const [event = ''] = await post('late', 1);
    // As often as a queue hands a message out, and once more, in which it moves it to the dead queue.
    for (let received = 0; received <= 60; received++) {
      stack.cloud.clock.advance(361_000);
      await stack.cloud.idle();
    }
    delete stack.cloud.faults.onCall;
    expect((await rows(stack, 'dead')).map((letter) => letter.event)).toContain(event);
    stack.cloud.clock.advance(40 * 24 * 60 * MINUTE);
    await stack.cloud.idle();
    expect((await stack.admin('GET', `/v1/events/${event}`)).status).toBe(404);

    const until = new Date(stack.cloud.clock.now()).toISOString();
    const job = (await watched(await started('/v1/dead-letters/replay', { since: SINCE, until }))).at(-1);
    expect(job).toMatchObject({ status: 'done', done: 1, total: 1 });
    await stack.cloud.idle();
    expect(arrived('/late')).toEqual([event]);
    expect((await stack.admin('GET', `/v1/events/${event}`)).status).toBe(200);
    const { body } = await stack.admin<{ data: object[] }>('GET', `/v1/events/${event}/deliveries`);
    expect(body.data).toMatchObject([{ status: 'delivered' }]);
    stack.cloud.clock.advance(60 * MINUTE);
    expect(await conservation(stack)).toMatchObject({ stranded: [], holds: true });
  });
});

describe('a job', () => {
  it('can be cancelled: what it has begun is finished and counted, the rest stays', async () => {
    const { id } = await subscribe(stack, `${receiver.url}/cancelled`, ['cancelled']);
    await stack.admin('POST', `/v1/subscriptions/${id}/disable`);
    await post('cancelled', 120);
    await stack.admin('POST', `/v1/subscriptions/${id}/enable`);
    const job = await started(`/v1/subscriptions/${id}/recover`, { since: SINCE });
    const cancel = (): Promise<{ status: number; body: object }> =>
      stack.admin('DELETE', `/v1/jobs/${job.id}`);
    // Asked for before the first page is written, and once more while nobody is at it.
    expect(await cancel()).toMatchObject({ status: 202, body: { status: 'cancelling' } });
    expect(await cancel()).toMatchObject({ status: 202 });
    const ended = (await watched(job)).at(-1);
    expect(ended).toMatchObject({ status: 'cancelled', done: 0 });
    expect(await cancel()).toMatchObject({ status: 409 });
    expect(arrived('/cancelled')).toEqual([]);
    const held = (await rows(stack, 'delivery')).filter((row) => row.subscription === id);
    expect(new Set(held.map(({ state }) => state))).toEqual(new Set(['held']));
  });

  it('ends when the subscription that it works for is deleted', async () => {
    await post('orphaned', 3);
    const { id } = await subscribe(stack, `${receiver.url}/orphaned`, ['orphaned']);
    const job = await started(`/v1/subscriptions/${id}/replay`, { since: SINCE });
    await stack.admin('DELETE', `/v1/subscriptions/${id}`);
    expect((await watched(job)).at(-1)).toMatchObject({ status: 'cancelled', error: 'subscription_deleted' });
    // The owner's doing: nobody is on call for that.
    const failures = linesOf(stack, 'sweep').filter(({ level }) => level === 'ERROR');
    expect(failures.map(({ job: failed }) => failed)).not.toContain(job.id);
  });
});
