import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';
import { deliveriesOf, rows } from './rows';
import { subscribe } from './subscribe';

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

async function post(type: string, count: number): Promise<string[]> {
  const events = Array.from({ length: count }, (_, n) => ({ type, source: 'bot', data: { n } }));
  const { status, body } = await stack.post<{ results: { id: string }[] }>(events);
  expect(status).toBe(202);
  await stack.cloud.idle();
  return body.results.map(({ id }) => id);
}

const arrived = (path: string): (string | undefined)[] =>
  receiver.requests
    .filter((request) => request.path === path)
    .map(({ headers }) => String(headers['webhook-id']));

interface Job {
  id: string;
  status: string;
  done: number;
}

/** Asks for a job, lets the sweep work on it, and answers how it ended. */
async function finished(path: string, body: object): Promise<Job> {
  const asked = await stack.admin<Job>('POST', path, body);
  expect(asked).toMatchObject({ status: 202, body: { status: 'queued' } });
  await stack.cloud.runSchedules();
  return (await stack.admin<Job>('GET', `/v1/jobs/${asked.body.id}`)).body;
}

const SINCE = '2020-01-01T00:00:00Z';
const UNTIL = '2100-01-01T00:00:00Z';

const letters = async (): Promise<object[]> =>
  (await rows(stack, 'dead')).filter(({ project }) => project === stack.first.project);

describe('work that outlasts a request', () => {
  it('replays the dead letters of a subscription with the same ids, and only those', async () => {
    const once = { retry: { scheduleSeconds: [1] } };
    down.add('/one').add('/other');
    const one = await subscribe(stack, `${receiver.url}/one`, ['job.replay'], once);
    await subscribe(stack, `${receiver.url}/other`, ['job.replay'], once);
    const events = await post('job.replay', 3);
    stack.cloud.clock.advance(3_000);
    await stack.cloud.idle();
    expect(await letters()).toHaveLength(6);

    down.clear();
    const job = await finished('/v1/dead-letters/replay', {
      since: SINCE,
      until: UNTIL,
      subscription: one.id,
    });
    expect(job).toMatchObject({ status: 'done', done: 3 });
    await stack.cloud.idle();
    expect(new Set(arrived('/one').slice(-3))).toEqual(new Set(events));
    expect(await letters()).toHaveLength(3);
  });

  it('recovers what was held while a subscription was disabled', async () => {
    const { id } = await subscribe(stack, `${receiver.url}/held`, ['job.recover']);
    await stack.admin('POST', `/v1/subscriptions/${id}/disable`);
    const events = await post('job.recover', 4);
    expect(arrived('/held')).toEqual([]);
    const [held] = await deliveriesOf(stack, events[0] ?? '');
    expect(held).toMatchObject({ state: 'held' });

    await stack.admin('POST', `/v1/subscriptions/${id}/enable`);
    const job = await finished(`/v1/subscriptions/${id}/recover`, { since: SINCE });
    expect(job).toMatchObject({ status: 'done', done: 4 });
    await stack.cloud.idle();
    expect(new Set(arrived('/held'))).toEqual(new Set(events));
  });

  it('discards, and counts, what a deleted subscription still had to deliver', async () => {
    down.add('/gone');
    const { id } = await subscribe(stack, `${receiver.url}/gone`, ['job.discard']);
    const events = await post('job.discard', 2);
    expect((await stack.admin('DELETE', `/v1/subscriptions/${id}`)).status).toBe(204);
    // The job comes when what was under way is through; the retries that come first find no subscription.
    stack.cloud.clock.advance(20 * 60_000);
    await stack.cloud.runSchedules();
    const states = (await Promise.all(events.map((event) => deliveriesOf(stack, event)))).flat();
    expect(states.map(({ state }) => state)).toEqual(['discarded', 'discarded']);
  });
});
