import { withAttempt } from '../../../core/delivery/attempts';
import type { Attempt } from '../../../core/delivery/delivery';

const attempt = (number: number, response?: string): Attempt => ({
  ...{ number, at: 1, durationMs: 1 },
  ...(response === undefined ? {} : { response }),
});

describe('withAttempt', () => {
  it('keeps the newest answer whole and the older ones short', () => {
    const long = 'x'.repeat(16_384);
    const kept = withAttempt([attempt(1, long), attempt(2), attempt(3, 'short')], attempt(4, long));
    expect(kept.map(({ response }) => response?.length)).toEqual([512, undefined, 5, 16_384]);
  });

  it('forgets the oldest of more than 40', () => {
    const all = Array.from({ length: 45 }, (_, index) => attempt(index + 1));
    const kept = all.reduce<Attempt[]>(withAttempt, []);
    expect(kept.map(({ number }) => number)).toEqual(Array.from({ length: 40 }, (_, index) => index + 6));
  });

  it('never cuts a character in half', () => {
    const [older] = withAttempt([attempt(1, `x${'\u{1f514}'.repeat(600)}`)], attempt(2));
    expect(older?.response?.isWellFormed()).toBe(true);
    expect(older?.response).toHaveLength(512);
  });

  it('leaves the list that it was given alone', () => {
    const before = [attempt(1, 'x'.repeat(600))];
    withAttempt(before, attempt(2));
    expect(before).toEqual([attempt(1, 'x'.repeat(600))]);
  });
});
