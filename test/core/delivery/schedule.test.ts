import fc from 'fast-check';
import { DEFAULT_SCHEDULE_SECONDS, nextAttemptAt, retryAfterMs } from '../../../core/delivery/schedule';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;
const after = (made: number, random: number, retryAfter?: string): number | undefined => {
  const at = nextAttemptAt(DEFAULT_SCHEDULE_SECONDS, {
    ...{ made, random, now: NOW },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
  return at === undefined ? undefined : at - NOW;
};

describe('nextAttemptAt', () => {
  it.each([
    [1, 4_500, 5_000, 5_500],
    [2, 27_000, 30_000, 33_000],
    [3, 270_000, 300_000, 330_000],
    [4, 1_620_000, 1_800_000, 1_980_000],
    [5, 6_480_000, 7_200_000, 7_920_000],
    [6, 16_200_000, 18_000_000, 19_800_000],
    [7, 32_400_000, 36_000_000, 39_600_000],
    [8, 45_360_000, 50_400_000, 55_440_000],
    [9, 64_800_000, 72_000_000, 79_200_000],
    [10, 77_760_000, 86_400_000, 95_040_000],
    [11, undefined, undefined, undefined],
  ])('2.4 after attempt %i waits %s to %s to %s ms', (made, ...delays) => {
    expect([0, 0.5, 1].map((random) => after(made, random))).toEqual(delays);
  });

  it('2.4 keeps to a schedule of its own', () => {
    const at = (made: number) => nextAttemptAt([1, 60], { made, now: NOW, random: 0.5 });
    expect([at(1), at(2), at(3)]).toEqual([NOW + 1_000, NOW + 60_000, undefined]);
  });

  it.each<[string, number]>([
    ['0', 5_000],
    ['3', 5_000],
    ['10', 10_500],
    ['120', 123_000],
    ['21600', 6 * HOUR + 3_000],
    ['21601', 6 * HOUR + 3_000],
    ['99999999999999999999', 6 * HOUR + 3_000],
    ['9'.repeat(400), 6 * HOUR + 3_000],
    ['Sun, 01 Mar 2026 12:02:00 GMT', 123_000],
    ['Mon, 02 Mar 2026 12:00:00 GMT', 6 * HOUR + 3_000],
    ['Sun, 01 Mar 2026 11:00:00 GMT', 5_000],
    ['-120', 5_000],
    ['soon', 5_000],
  ])(
    '2.4 waits at least as long as Retry-After asks, at most 6 h, and is spread: %s',
    (retryAfter, delay) => {
      expect(after(1, 0.5, retryAfter)).toBe(delay);
    },
  );

  it('2.4 spreads what was told the same time, and never to before it', () => {
    expect([0, 0.5, 1].map((random) => after(1, random, '120'))).toEqual([120_000, 123_000, 126_000]);
    expect([0, 0.5, 1].map((random) => after(1, random, '8'))).toEqual([8_000, 8_400, 8_800]);
  });

  it('2.4 never tries sooner than the schedule, nor beyond its end, because of Retry-After', () => {
    expect(after(10, 0.5, '1')).toBe(86_400_000);
    expect(after(11, 0.5, '1')).toBeUndefined();
  });

  it('2.4 always gives a whole number of milliseconds in the bounds', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 10 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.string(),
        (made, random, header) => {
          const delay = after(made, random, header) ?? NaN;
          const seconds = DEFAULT_SCHEDULE_SECONDS[made - 1] ?? NaN;
          expect(Number.isInteger(delay)).toBe(true);
          expect(delay).toBeGreaterThanOrEqual(seconds * 900);
          expect(delay).toBeLessThanOrEqual(Math.max(seconds * 1_100, 6 * HOUR + 6_000));
        },
      ),
    );
  });

  it('2.4 lasts about 75 hours', () => {
    const hours = DEFAULT_SCHEDULE_SECONDS.reduce((sum, seconds) => sum + seconds, 0) / 3_600;
    expect(hours).toBeCloseTo(75.6, 1);
  });
});

describe('retryAfterMs', () => {
  it.each<[string | undefined, number]>([
    [undefined, 0],
    ['', 0],
    [' 7 ', 7_000],
    ['1.5', 0],
    ['+5', 0],
    ['1e3', 0],
    ['5, 10', 0],
    ['Sunday, 01-Mar-26 12:00:30 GMT', 30_000],
    ['Sun Mar  1 12:00:30 2026', 30_000],
    ['Sun, 01 Mar 2026 12:00:30 GMT', 30_000],
    ['Sun, 01 Mar 2026 12:00:30 +0000', 0],
    ['Sun, 99 Mar 2026 12:00:30 GMT', 0],
    ['2026-03-01T12:00:30Z', 0],
    ['Banana 2030', 0],
    ['May 2030', 0],
  ])('2.4 %j is %i ms', (header, ms) => expect(retryAfterMs(header, NOW)).toBe(ms));
});
