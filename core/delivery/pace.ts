/** The queue of a message; the slow lane is for endpoints that take seconds or never answered (SEMANTICS 2.10). */
export type Lane = 'fast' | 'slow';

/** How quickly an endpoint has been seen to answer. An endpoint without it has never answered. */
export interface Pace {
  /** Epoch ms. It took seconds; until then no quick answer counts for it. */
  slowUntil?: number;
  /** Epoch ms at which it answered quickly: since then it is served on the fast lane. */
  provenAt?: number;
}

/** An attempt that is still under way after this long makes its endpoint a slow one. */
export const SLOW_AFTER_MS = 2_000;

const SLOW_FOR_MS = 10 * 60_000;
const RENEW_BEFORE_MS = 5 * 60_000;

/** A new endpoint could hang, and a function waits for its slowest request: the fast lane is for what is known to be quick. */
export const isProven = (pace: Pace | undefined): boolean => pace?.provenAt !== undefined;

export const isSlow = (pace: Pace | undefined, now: number): boolean => (pace?.slowUntil ?? 0) > now;

/** The mark that a slow attempt leaves; undefined while the one that is there lasts long enough. */
export function slowMark(pace: Pace | undefined, now: number): Pace | undefined {
  return (pace?.slowUntil ?? 0) - now > RENEW_BEFORE_MS ? undefined : { slowUntil: now + SLOW_FOR_MS };
}

/** The mark that a quick answer leaves, once for an endpoint; undefined where it changes nothing. */
export function provenMark(pace: Pace | undefined, tookMs: number, now: number): Pace | undefined {
  return isProven(pace) || isSlow(pace, now) || tookMs >= SLOW_AFTER_MS ? undefined : { provenAt: now };
}
