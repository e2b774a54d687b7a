import { Seeds } from './seeds';

// Two minutes are far more than a seed takes on a machine that has something else to do as well.
jest.setTimeout(120_000);

const seeds = new Seeds();

afterAll(() => seeds.stop());

/** A few of those that `npm run test:faults` runs by the hundred: together they have every kind of misbehaviour. */
it.each([1, 2, 3, 4, 5, 6])(
  'seed %i: whatever goes wrong, nothing is lost and nothing is done twice',
  async (seed) => {
    expect((await seeds.run(seed)).problems).toEqual([]);
  },
);
