/** Which queue a message is on: endpoints that take seconds have one of their own, where they delay only each other. */
export type Lane = 'fast' | 'slow';

/** That an endpoint has been seen to take seconds. */
export interface Pace {
  /** Epoch ms. */
  slowUntil: number;
}

/** An attempt that is still under way after this long makes its endpoint a slow one. */
export const SLOW_AFTER_MS = 2_000;

const SLOW_FOR_MS = 10 * 60_000;
const RENEW_BEFORE_MS = 5 * 60_000;

export const isSlow = (pace: Pace | undefined, now: number): boolean => (pace?.slowUntil ?? 0) > now;

/** The mark that a slow attempt leaves; undefined while the one that is there lasts long enough. */
export function slowMark(pace: Pace | undefined, now: number): Pace | undefined {
  return (pace?.slowUntil ?? 0) - now > RENEW_BEFORE_MS ? undefined : { slowUntil: now + SLOW_FOR_MS };
}
