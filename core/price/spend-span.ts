import { period } from '../monitor/calendar';

/** Periods by name, in the time zone of the question. */
export const SINCE_WORDS = ['today', 'yesterday', 'week', 'month'] as const;
export type SinceWord = (typeof SINCE_WORDS)[number];

/** Where a window begins: with a period, so long before now, or at a time (epoch ms). */
export type Since = { word: SinceWord } | { agoMs: number } | { at: number };

export interface SpendSpan {
  since: number;
  until: number;
  /** A part of the period is no longer kept. */
  isCut: boolean;
}

const UNIT_MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const sinceWord = (text: string): SinceWord | undefined => SINCE_WORDS.find((word) => word === text);

/** `90m`, `24h`, `7d` in ms; undefined for anything else. */
export function durationMs(text: string): number | undefined {
  const [, count, unit] = /^([1-9]\d{0,5})([mhd])$/.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * UNIT_MS[unit as keyof typeof UNIT_MS];
}

/** The window that a question means, epoch ms; a period that began before `oldest` begins there. */
export function spendSpan(
  { since, until, timeZone }: { since: Since; until?: number | undefined; timeZone: string },
  now: number,
  oldest: number,
): SpendSpan {
  if (!('word' in since)) {
    const at = 'at' in since ? since.at : now - since.agoMs;
    return { since: at, until: until ?? now, isCut: false };
  }
  const named = namedPeriod(since.word, timeZone, now);
  const from = Math.max(named.start, oldest);
  return { since: from, until: until ?? named.end, isCut: from > named.start };
}

/** Up to now, if it has not ended. */
function namedPeriod(word: SinceWord, timeZone: string, now: number): { start: number; end: number } {
  const today = period({ calendar: 'day', timeZone }, now);
  if (word === 'today') return { start: today.start, end: now };
  if (word === 'yesterday') return period({ calendar: 'day', timeZone }, today.start - 1);
  return { start: period({ calendar: word, timeZone }, now).start, end: now };
}
