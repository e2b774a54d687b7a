import { conservation } from './conservation';
import { arrived, MINUTE, post, receiver, SINCE, stack, started, watched, withRecovery } from './recovery';
import { subscribe } from './subscribe';

const LONG = 180_000;

withRecovery();

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
