/** Up to this the queue itself delays the next attempt; anything later waits in the due index (SEMANTICS 2.3). */
const MAX_DELAYED_MESSAGE_MS = 120_000;

/** The sweep looks this far ahead, since it comes once a minute. */
export const LOOK_AHEAD_MS = 60_000;

/** How long a sent message may take before the sweep sends another one: the queue's visibility timeout, and some. */
const GRACE_MS = 5 * 60_000;
const MAX_GRACE_MS = 60 * 60_000;

/**
 * When the sweep is to look at a waiting row: after the grace where a delayed message was sent as well,
 * otherwise at the time itself, since then the sweep is the one to send it.
 */
export function dueAfterFailure(nextAt: number, now: number): { dueAt: number; sendDelayed: boolean } {
  const sendDelayed = nextAt - now < MAX_DELAYED_MESSAGE_MS;
  return { dueAt: sendDelayed ? nextAt + GRACE_MS : nextAt, sendDelayed };
}

/**
 * When the sweep is to look again after it has sent the message itself. The grace that the row had is doubled, so
 * that a row whose messages are slow is not sent ever more of them.
 */
export function dueAfterSweep(row: { nextAt: number; dueAt: number }, now: number): number {
  const doubled = 2 * Math.max(0, row.dueAt - row.nextAt);
  return Math.max(row.nextAt, now) + Math.min(MAX_GRACE_MS, Math.max(GRACE_MS, doubled));
}

/** Whole seconds of delay (0 to 900, the queue's limit) until `nextAt`. */
export const delaySeconds = (nextAt: number, now: number): number =>
  Math.min(900, Math.max(0, Math.ceil((nextAt - now) / 1_000)));

/**
 * The same for a place in a rate limit, rounded down: a place is as good a little before its time, but lost when it is
 * missed.
 */
export const slotDelaySeconds = (at: number, now: number): number =>
  Math.min(900, Math.max(0, Math.floor((at - now) / 1_000)));
