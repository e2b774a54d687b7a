import fc from 'fast-check';
import { intervalMs, placesBefore, turnAt } from '../../../core/delivery/rate-limit';
import { slotDelaySeconds } from '../../../core/delivery/wake-up';

const NOW = 1_800_000_000_000;

describe('rate limit', () => {
  it('gives places one interval apart, that end where the next free one begins', () => {
    expect(placesBefore(NOW, 3, { perSecond: 2 })).toEqual([NOW - 1_500, NOW - 1_000, NOW - 500]);
    expect(placesBefore(NOW, 1, { perSecond: 0.01 })).toEqual([NOW - 100_000]);
  });

  it.each([
    [NOW, 'now'],
    [NOW + 1_000, 'now'],
    [NOW + 1_001, 'later'],
    [NOW - 1_500, 'now'],
    [NOW - 1_501, 'missed'],
  ])('a place at %d', (at, turn) => expect(turnAt(at, NOW)).toBe(turn));

  it('has a message come at most a second before its place, and never after it', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 899_000 }), (ahead) => {
        const arrival = NOW + slotDelaySeconds(NOW + ahead, NOW) * 1_000;
        expect(arrival).toBeLessThanOrEqual(NOW + ahead);
        expect(turnAt(NOW + ahead, arrival)).toBe('now');
      }),
    );
  });

  it('whoever takes places one after the other sends no more than the limit in any minute', () => {
    const perSecond = fc.double({ min: 0.05, max: 1_000, noNaN: true });
    const batches = fc.array(fc.integer({ min: 1, max: 10 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(perSecond, batches, (rate, counts) => {
        let nextFreeAt = NOW;
        const sent = counts.flatMap((count) => {
          nextFreeAt += count * intervalMs({ perSecond: rate });
          return placesBefore(nextFreeAt, count, { perSecond: rate });
        });
        const inMinute = (from: number): number =>
          sent.filter((at) => at >= from && at < from + 60_000).length;
        for (const from of sent) expect(inMinute(from)).toBeLessThanOrEqual(Math.ceil(60 * rate) + 1);
      }),
      { numRuns: 30 },
    );
  });
});
