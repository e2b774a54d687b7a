import fc from 'fast-check';
import { slowLaneWaitSeconds } from '../../../core/delivery/slow-lane';

describe('slowLaneWaitSeconds', () => {
  it.each([
    [0, 1, 1],
    [1, 1, 2],
    [2, 0, 3],
    [2, 1, 5],
    [4, 0, 10],
    [4, 1, 20],
    [9, 1, 20],
  ])('After %i waits and with a random of %f a message waits for %i s', (waits, random, seconds) => {
    expect(slowLaneWaitSeconds(waits, random)).toBe(seconds);
  });

  it('A wait is always a delay that the queue takes', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0, max: 1, noNaN: true }), (waits, random) => {
        const seconds = slowLaneWaitSeconds(waits, random);
        return Number.isInteger(seconds) && seconds >= 1 && seconds <= 20;
      }),
    );
  });
});
