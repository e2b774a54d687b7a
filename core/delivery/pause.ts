import type { Attempt } from './delivery';
import { JITTER, notBefore } from './schedule';

/**
 * That an endpoint has asked for a pause (429 or 503 with `Retry-After`): until then nothing is sent to it, and what
 * waits for it returns one after the other. It has no say over any other endpoint.
 */
export interface Pause {
  /** Epoch ms. */
  pausedUntil: number;
  /** How long it was asked for. */
  lengthMs: number;
}

/** Statuses by which a server speaks of all requests, not of one (RFC 9110, section 15.6.4; RFC 6585, section 4). */
const OF_THE_ENDPOINT: readonly (number | undefined)[] = [429, 503];

/** The pause that an answer asks for; undefined if it asks for none. At most 6 h, as `Retry-After` counts elsewhere. */
export function askedPause(
  { status }: Pick<Attempt, 'status'>,
  retryAfter: string | undefined,
  now: number,
): Pause | undefined {
  const pausedUntil = notBefore(retryAfter, now);
  return OF_THE_ENDPOINT.includes(status) && pausedUntil > now
    ? { pausedUntil, lengthMs: pausedUntil - now }
    : undefined;
}

export const isPaused = (pause: Pause | undefined, now: number): boolean => (pause?.pausedUntil ?? 0) > now;

const MINUTE_MS = 60_000;
/** As after a breaker (core/delivery/breaker.ts): so many in the first minute, twice as many in each that follows ... */
const FIRST_PER_MINUTE = 10;
/** ... and no more than this, which one sweep can move. */
const MOST_PER_MINUTE = 3_000;

/** From here on the doubling would be faster than `MOST_PER_MINUTE`. */
const fastestPlace = (unitMs: number): number =>
  Math.max(0, (MOST_PER_MINUTE * unitMs) / (MINUTE_MS * Math.LN2) - FIRST_PER_MINUTE);

/**
 * Epoch ms at which what waits at a place (0, 1, 2 ...) behind a pause is sent. The rate starts small and doubles each
 * minute, or in as long as the pause lasts if that is less: who asks for a second has a limit, not a failure. `random`
 * is 0 to 1.
 */
export function returnAt({ pausedUntil, lengthMs }: Pause, place: number, random: number): number {
  const unitMs = Math.min(lengthMs, MINUTE_MS);
  const doubling = Math.min(place, fastestPlace(unitMs));
  const steady = ((place - doubling) * MINUTE_MS) / MOST_PER_MINUTE;
  const spread = unitMs * (Math.log2(1 + doubling / FIRST_PER_MINUTE) + JITTER * random);
  return Math.ceil(pausedUntil + spread + steady);
}
