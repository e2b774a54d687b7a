import fc from 'fast-check';
import { chunks } from '../../../adapters/aws/chunks';

const cut = (sizes: number[], maxCount: number, maxBytes: number): number[][] =>
  chunks(sizes, { maxCount, maxBytes, bytesOf: (size) => size });
const sum = (sizes: number[]): number => sizes.reduce((one, other) => one + other, 0);

describe('chunks', () => {
  it.each<[number[], number, number, number[][]]>([
    [[], 10, 10, []],
    [[1, 1, 1], 2, 10, [[1, 1], [1]]],
    [[5, 5, 1], 10, 10, [[5, 5], [1]]],
    [[11, 1, 11], 10, 10, [[11], [1], [11]]],
    [[0, 0, 0], 3, 0, [[0, 0, 0]]],
  ])('1.3 %j by at most %i and %i bytes: %j', (sizes, count, bytes, runs) => {
    expect(cut(sizes, count, bytes)).toEqual(runs);
  });

  it('1.3 keeps every item in its place, and each run in both limits', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(20)), fc.integer({ min: 1, max: 5 }), fc.nat(15), (sizes, count, bytes) => {
        const runs = cut(sizes, count, bytes);
        expect(runs.flat()).toEqual(sizes);
        for (const run of runs) {
          expect(run.length).toBeGreaterThan(0);
          expect(run.length).toBeLessThanOrEqual(count);
          expect(run.length === 1 || sum(run) <= bytes).toBe(true);
        }
        const next = runs.slice(1).map(([first]) => first ?? 0);
        next.forEach((size, index) => {
          const run = runs[index] ?? [];
          expect(run.length === count || sum(run) + size > bytes).toBe(true);
        });
      }),
    );
  });
});
