import fc from 'fast-check';
import { delaySeconds, dueAfterFailure, dueAfterSweep } from '../../../core/delivery/wake-up';

const NOW = 1_800_000_000_000;
const MINUTE = 60_000;

describe('dueAfterFailure', () => {
  it.each([
    [0, 5 * MINUTE, true],
    [5_000, 5_000 + 5 * MINUTE, true],
    [119_999, 119_999 + 5 * MINUTE, true],
    [120_000, 120_000, false],
    [86_400_000, 86_400_000, false],
  ])('2.3 an attempt in %i ms: due in %i ms, delayed message %s', (delay, due, sendDelayed) => {
    expect(dueAfterFailure(NOW + delay, NOW)).toEqual({ dueAt: NOW + due, sendDelayed });
  });
});

describe('dueAfterSweep', () => {
  it.each([
    ['sent on time, without a grace so far', 30_000, 30_000, 30_000 + 5 * MINUTE],
    ['overdue', -MINUTE, -MINUTE, 5 * MINUTE],
    ['after a grace of 5 min', -5 * MINUTE, 0, 10 * MINUTE],
    ['after a grace of 20 min', -20 * MINUTE, 0, 40 * MINUTE],
    ['after a grace of 40 min', -40 * MINUTE, 0, 60 * MINUTE],
  ])('2.3 %s', (_, nextAt, dueAt, next) => {
    expect(dueAfterSweep({ nextAt: NOW + nextAt, dueAt: NOW + dueAt }, NOW)).toBe(NOW + next);
  });

  it('2.3 always moves the wake-up forward, by more than the time that a sweep looks ahead', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e9, max: MINUTE }), fc.nat(1e9), (nextAt, grace) => {
        const row = { nextAt: NOW + nextAt, dueAt: Math.min(NOW + nextAt + grace, NOW + MINUTE) };
        expect(dueAfterSweep(row, NOW)).toBeGreaterThan(Math.max(row.dueAt, NOW) + MINUTE);
      }),
    );
  });
});

describe('delaySeconds', () => {
  it.each([
    [-5_000, 0],
    [0, 0],
    [1, 1],
    [1_000, 1],
    [59_001, 60],
    [900_000, 900],
    [900_001, 900],
    [1e9, 900],
  ])('2.3 %i ms ahead: %i s, never sooner', (ahead, seconds) => {
    expect(delaySeconds(NOW + ahead, NOW)).toBe(seconds);
  });
});
