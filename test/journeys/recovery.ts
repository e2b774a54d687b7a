import { type TestCloud, withCloud } from './cloud';
import { Receiver } from './receiver';

export const MINUTE = 60_000;
export const SINCE = '2020-01-01T00:00:00Z';

export let stack: TestCloud;
export let receiver: Receiver;
/** Paths of endpoints that are down. */
export const down = new Set<string>();

/** A cloud and its receiver for the stories of one file. */
export function withRecovery(): void {
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
}

export async function post(type: string, count: number): Promise<string[]> {
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

export const arrived = (path: string): string[] =>
  receiver.requests
    .filter((request) => request.path === path)
    .map(({ headers }) => String(headers['webhook-id']));

interface Job {
  id: string;
  status: string;
  done: number;
  total: number | null;
}

export async function started(path: string, body: object): Promise<Job> {
  const asked = await stack.admin<Job>('POST', path, body);
  expect(asked).toMatchObject({ status: 202, body: { status: 'queued', done: 0, total: null } });
  return asked.body;
}

/** Sweeps once a minute until the job has ended, and answers all that it has shown meanwhile. */
export async function watched({ id }: Job): Promise<Job[]> {
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
