import fc from 'fast-check';
import { keptUntil } from '../../core/retention';

const DAY = 86_400;
const AT = Date.parse('2026-03-01T12:00:00.000Z');

describe('how long something is kept', () => {
  it.each([
    ['at once', 0, 30, 30],
    ['three weeks later', 21, 30, 30],
    ['late in its life', 28, 30, 35],
    ['long after it', 80, 30, 87],
    ['long after a retention of a day', 80, 1, 81],
  ])('%s', (_, daysLater, retentionDays, expected) => {
    expect(keptUntil(AT, AT + daysLater * DAY * 1_000, retentionDays)).toBe(AT / 1_000 + expected * DAY);
  });

  it('an event is forgotten no later than what ends after it was routed, and neither has expired already', () => {
    const days = fc.double({ min: 0, max: 400, noNaN: true });
    fc.assert(
      fc.property(days, days, fc.integer({ min: 1, max: 365 }), (untilRouted, untilEnded, retentionDays) => {
        const routed = AT + untilRouted * DAY * 1_000;
        const ended = routed + untilEnded * DAY * 1_000;
        const delivery = keptUntil(AT, ended, retentionDays);
        expect(keptUntil(AT, routed, retentionDays)).toBeLessThanOrEqual(delivery);
        expect(delivery).toBeGreaterThan(ended / 1_000);
      }),
    );
  });
});
