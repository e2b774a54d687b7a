import type { Arrival } from './receiver';

const MINUTE_MS = 60_000;

/** How many came in each full minute between two times. */
export function fullMinutes(arrivals: readonly Arrival[], from: number, to: number): number[] {
  const counts = Array.from({ length: Math.floor((to - from) / MINUTE_MS) }, () => 0);
  for (const { at } of arrivals) {
    const minute = Math.floor((at - from) / MINUTE_MS);
    if (minute in counts) counts[minute] = (counts[minute] ?? 0) + 1;
  }
  return counts;
}

/** Each with how far it is from the limit, percent. */
export function minutesText(counts: readonly number[], perSecond: number): string {
  if (counts.length === 0) return 'no full minute';
  const expected = perSecond * 60;
  const off = (count: number): string => `${(((count - expected) / expected) * 100).toFixed(1)} %`;
  return `in full minutes ${counts.map((count) => `${count} (${off(count)})`).join(', ')}`;
}
