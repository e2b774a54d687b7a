import { period } from './calendar';
import { bucketsOf, retentionMs } from './grid';
import type { Monitor } from './monitor';

const DAY_MS = 86_400_000;

/**
 * Moments whose values can still be told from what is stored, oldest first, the last of them `now` (epoch ms): evenly
 * over the last sliding window, or day of `change`; of a calendar window also the end of the period before. Of kinds that
 * remember events instead of counting them, only `now`.
 */
export function moments(monitor: Monitor, now: number, points: number): number[] {
  const { window, createdAt } = monitor;
  if (window && 'calendar' in window) {
    const before = period(window, now).start - 1;
    return before >= createdAt ? [before, now] : [now];
  }
  if (monitor.kind !== 'change' && (!window || monitor.kind === 'repetition')) return [now];
  const shownMs = window ? window.slidingSeconds * 1_000 : DAY_MS;
  const toldMs = retentionMs(monitor) - (now - bucketsOf(monitor, now).from);
  const step = Math.ceil(Math.max(0, Math.min(shownMs, toldMs, now - createdAt)) / points);
  if (step === 0) return [now];
  return Array.from({ length: points + 1 }, (_, index) => now - (points - index) * step);
}
