/** Seconds from a failure to the next attempt (SEMANTICS 2.4): 11 attempts over some 75 hours. */
export const DEFAULT_SCHEDULE_SECONDS: readonly number[] = [
  5, 30, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400,
];

/** Each delay is spread by this share to both sides, so that what failed together does not return together. */
export const JITTER = 0.1;

/** A receiver may ask us to wait, but not for ever. */
const MAX_RETRY_AFTER_MS = 6 * 3_600_000;

const MAX_SPREAD_MS = 60_000;

export interface Failure {
  /** How many attempts of this chain have been made, this one included: 1 or more. */
  made: number;
  /** When the attempt ended, epoch ms. */
  now: number;
  /** The answer's `Retry-After`, if it had one. */
  retryAfter?: string;
  /** 0 to 1. */
  random: number;
}

/** Epoch ms of the next attempt, or undefined when the schedule is used up. */
export function nextAttemptAt(schedule: readonly number[], failure: Failure): number | undefined {
  const seconds = schedule[failure.made - 1];
  if (seconds === undefined) return undefined;
  const scheduled = failure.now + seconds * 1_000 * (1 + JITTER * (2 * failure.random - 1));
  return Math.round(Math.max(scheduled, spreadAfter(failure)));
}

/** `Retry-After` is spread too, to one side: what a server gives the same second does not return in it together. */
function spreadAfter({ retryAfter, now, random }: Failure): number {
  const from = notBefore(retryAfter, now);
  return from + JITTER * random * Math.min(from - now, MAX_SPREAD_MS);
}

/** Epoch ms before which the receiver does not want to be asked again: `now` if it said nothing, at most 6 h later. */
export const notBefore = (retryAfter: string | undefined, now: number): number =>
  now + Math.min(retryAfterMs(retryAfter, now), MAX_RETRY_AFTER_MS);

/** The three forms of an HTTP date (RFC 9110, section 5.6.7); the last one, asctime, names no zone and is UTC too. */
const WITH_ZONE =
  /^[A-Z][a-z]{2}(, \d{2} [A-Z][a-z]{2} \d{4}|[a-z]{3,6}, \d{2}-[A-Z][a-z]{2}-\d{2}) \d{2}:\d{2}:\d{2} GMT$/;
const ASCTIME = /^[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4}$/;

/** Milliseconds that `Retry-After` asks for (RFC 9110, section 10.2.3); 0 for the past and for garbage. */
export function retryAfterMs(header: string | undefined, now: number): number {
  const text = header?.trim() ?? '';
  if (/^\d+$/.test(text)) return Number(text) * 1_000;
  const date = ASCTIME.test(text) ? `${text} GMT` : text;
  if (date === text && !WITH_ZONE.test(text)) return 0;
  const at = Date.parse(date);
  return Number.isNaN(at) ? 0 : Math.max(0, at - now);
}
