import fc from 'fast-check';
import { gate } from '../../../core/delivery/gate';
import { askedPause, isPaused, returnAt } from '../../../core/delivery/pause';

const NOW = Date.parse('2026-03-01T12:00:00.000Z');
const HOUR = 3_600_000;

it.each<[number | undefined, string | undefined, number | undefined]>([
  [429, '120', 120_000],
  [503, 'Sun, 01 Mar 2026 12:02:00 GMT', 120_000],
  [429, '99999999', 6 * HOUR],
  [503, '9'.repeat(400), 6 * HOUR],
  [429, '0', undefined],
  [429, undefined, undefined],
  [429, '-5', undefined],
  [503, 'soon', undefined],
  [503, 'Sun, 01 Mar 2026 11:00:00 GMT', undefined],
  [500, '120', undefined],
  [200, '120', undefined],
  [301, '120', undefined],
  [undefined, '120', undefined],
])('2.4 the status %s with Retry-After %s pauses the endpoint for %s ms', (status, retryAfter, lengthMs) => {
  const attempt = status === undefined ? {} : { status };
  expect(askedPause(attempt, retryAfter, NOW)).toEqual(
    lengthMs === undefined ? undefined : { pausedUntil: NOW + lengthMs, lengthMs },
  );
});

it('2.4 a pause is over at its end', () => {
  const pause = { pausedUntil: NOW + 1, lengthMs: 1 };
  expect([isPaused(undefined, NOW), isPaused(pause, NOW), isPaused(pause, NOW + 1)]).toEqual([
    false,
    true,
    false,
  ]);
});

it('2.4 a pause holds back what comes by itself, and no person', () => {
  const endpoint = {
    pause: { pausedUntil: NOW + 1_000, lengthMs: 1_000 },
    pace: { provenAt: NOW - 1 },
  };
  const open = {
    breaker: { ...{ project: 'p', subscription: 's' }, state: 'open', version: 1, failures: 9 },
  } as const;
  expect(gate(endpoint, {}, 'fast', NOW)).toBe('pause');
  expect(gate(endpoint, {}, 'fast', NOW + 1_000)).toBe('attempt');
  expect(gate(endpoint, { manual: true }, 'fast', NOW)).toBe('attempt');
  expect(gate(endpoint, { test: true }, 'fast', NOW)).toBe('attempt');
  expect(gate({ ...endpoint, ...open }, {}, 'fast', NOW)).toBe('park');
  expect(gate({ ...endpoint, ...open }, { probe: true }, 'fast', NOW)).toBe('pause');
});

const perMinute = (lengthMs: number, count: number): number[] => {
  const pause = { pausedUntil: NOW, lengthMs };
  const counts: number[] = [];
  for (let place = 0; place < count; place++) {
    const minute = Math.floor((returnAt(pause, place, 0) - NOW) / 60_000);
    counts[minute] = (counts[minute] ?? 0) + 1;
  }
  return counts;
};

it('2.4 what waits behind a pause returns at a rate that starts small, doubles, and has a limit', () => {
  expect(perMinute(120_000, 150)).toEqual([10, 20, 40, 80]);
  expect(Math.max(...perMinute(6 * HOUR, 100_000))).toBeLessThanOrEqual(3_010);
  expect(perMinute(1_000, 500)).toEqual([500]);
});

it('2.4 nothing returns before the pause is over, all in order, and no two in the same moment', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1_000, max: 6 * HOUR }),
      fc.integer({ min: 0, max: 200_000 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (lengthMs, place, random) => {
        const pause = { pausedUntil: NOW, lengthMs };
        const at = returnAt(pause, place, random);
        expect(Number.isInteger(at)).toBe(true);
        expect(at).toBeGreaterThanOrEqual(NOW);
        expect(returnAt(pause, place + 1, random)).toBeGreaterThan(at);
        expect(returnAt(pause, 0, random) - NOW).toBeLessThanOrEqual(Math.min(lengthMs, 60_000) / 10 + 1);
        // 200,000 of them take little more than an hour.
        expect(at - NOW).toBeLessThan(2 * HOUR);
      },
    ),
  );
});
