import { Seeds } from './seeds';

/**
 * A test for each seed: a few of those that `npm run test:faults` runs by the hundred. Those of all files together have
 * every kind of misbehaviour.
 */
export function testSeeds(...numbers: number[]): void {
  // Two minutes are far more than a seed takes on a machine that has something else to do as well.
  jest.setTimeout(120_000);
  const seeds = new Seeds();
  afterAll(() => seeds.stop());
  it.each(numbers)(
    'seed %i: whatever goes wrong, nothing is lost and nothing is done twice',
    async (seed) => {
      expect((await seeds.run(seed)).problems).toEqual([]);
    },
  );
}
