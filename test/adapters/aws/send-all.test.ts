import fc from 'fast-check';
import { sendAll } from '../../../adapters/aws/send-all';

const NO_PAUSE = { random: () => 0, bytesOf: () => 1, maxBytes: 100 };

/** Sends to a place that takes an item at its n-th try, by `tries`; records the batches. */
async function send(tries: number[], maxCount = 3, throwing: (batch: number[]) => boolean = () => false) {
  const asked = tries.map(() => 0);
  const batches: number[][] = [];
  const refused = await sendAll([...tries.keys()], {
    ...NO_PAUSE,
    maxCount,
    send: (batch) => {
      batches.push(batch);
      if (throwing(batch)) return Promise.reject(new Error('throttled'));
      return Promise.resolve(batch.filter((item) => ++asked[item]! < tries[item]!));
    },
  });
  return { refused: refused.sort((one, other) => one - other), batches };
}

describe('sendAll', () => {
  it('1.3 sends nothing if there is nothing to send', async () => {
    expect(await send([])).toEqual({ refused: [], batches: [] });
  });

  it('1.3 sends each item once if all are taken', async () => {
    const { refused, batches } = await send([1, 1, 1, 1]);
    expect(refused).toEqual([]);
    expect(batches).toEqual([[0, 1, 2], [3]]);
  });

  it('1.3 sends again only what was not taken, and gives up after four rounds', async () => {
    const { refused, batches } = await send([1, 2, 4, 5]);
    expect(refused).toEqual([3]);
    expect(batches.slice(2)).toEqual([
      [1, 2, 3],
      [2, 3],
      [2, 3],
    ]);
  });

  it('1.3 counts a throw as a batch of which nothing was taken', async () => {
    let throws = 2;
    const { refused, batches } = await send([1, 1], 1, ([item]) => item === 0 && throws-- > 0);
    expect(refused).toEqual([]);
    expect(batches).toEqual([[0], [1], [0], [0]]);
  });

  it('1.3 answers all of them, and does not throw, if every round throws', async () => {
    const { refused, batches } = await send([1, 1], 3, () => true);
    expect(refused).toEqual([0, 1]);
    expect(batches).toHaveLength(4);
  });

  it('1.3 answers exactly what was never taken, whatever fails when', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.integer({ min: 1, max: 6 }), { maxLength: 40 }), async (tries) => {
        const { refused } = await send(tries);
        expect(refused).toEqual([...tries.keys()].filter((item) => (tries[item] ?? 0) > 4));
      }),
      { numRuns: 50 },
    );
  });
});
