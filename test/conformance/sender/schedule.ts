import type { Flaw } from './flaws';
import type { Incoming } from './post';

/** Milliseconds to the next attempt, or undefined if there is none. `made` attempts have failed. */
export function delayMs(
  delays: number[],
  made: number,
  { status, retryAfter }: Incoming,
  now: number,
  has: (flaw: Flaw) => boolean,
): number | undefined {
  const seconds = delays[made - 1] ?? (has('endlessSchedule') ? delays.at(-1) : undefined);
  if (seconds === undefined || isFinal(status, has)) return undefined;
  const jitter = has('noJitter') ? 1 : 0.9 + 0.2 * Math.random();
  const heeded = !has('ignoresRetryAfter') && !(has('retryAfterOn429Only') && status !== 429);
  const asked = retryAfter === undefined || !heeded ? undefined : askedMs(retryAfter, now, has);
  if (asked !== undefined && (has('retryAfterAlone') || has('retryAfterUnchecked'))) return asked;
  return Math.max(seconds * 1_000 * jitter, asked ?? 0);
}

const isFinal = (status: number | undefined, has: (flaw: Flaw) => boolean): boolean =>
  has('neverRetries') ||
  (has('networkErrorIsFinal') && status === undefined) ||
  (has('neverRetries4xx') && status !== undefined && status >= 400 && status < 500);

function askedMs(text: string, now: number, has: (flaw: Flaw) => boolean): number | undefined {
  const date = Date.parse(text) - now;
  if (has('retryAfterUnchecked')) return /^-?\d*$/.test(text) ? Number(text) * 1_000 : date;
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  return has('retryAfterInSecondsOnly') || !/GMT$/.test(text) || !(date > 0) ? undefined : date;
}
