/**
 * A rate limit is kept by two rows of places, one interval apart, of which only the next free one is stored (the
 * theoretical arrival time of ITU-T I.371's generic cell rate algorithm). The line says when a delivery's turn comes,
 * be it in hours; the gate spaces those whose turn has come. What arrives late, or in a bunch after a standstill, is
 * put off by the gate for as long as the bunch is, and never to the end of the line (SEMANTICS 2.11).
 */
export interface RateLimit {
  /** 0.01 to 1,000. */
  perSecond: number;
}

export interface Slot {
  kind: 'line' | 'gate';
  /** Epoch ms. */
  at: number;
}

export const intervalMs = ({ perSecond }: RateLimit): number => 1_000 / perSecond;

/** The times (epoch ms) of the `count` places that were taken when the next free one became `nextFreeAt`. */
export function placesBefore(nextFreeAt: number, count: number, limit: RateLimit): number[] {
  const interval = intervalMs(limit);
  return Array.from({ length: count }, (_, index) => nextFreeAt - (count - index) * interval);
}

/**
 * A place is as good up to this long before its time: queues delay by whole seconds, and a function that waited for the
 * rest would hold up the other endpoints of its batch. With what a place may be missed by, it is 2.5 s, or 4.2 %, of a
 * minute.
 */
const MAX_EARLY_MS = 1_000;

/** A place at the gate that is missed by more would bring its request too near to the next ones. */
const MAX_LATE_MS = 1_500;

/** What a place means now. */
export type Turn = 'now' | 'later' | 'missed';

export function turnAt(at: number, now: number): Turn {
  if (at - now > MAX_EARLY_MS) return 'later';
  return now - at > MAX_LATE_MS ? 'missed' : 'now';
}
