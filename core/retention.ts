const DAY_SECONDS = 86_400;

/** What was sent again late in its life can be seen for this long, and its last messages find it. */
const AFTER_SENDING_DAYS = 7;

/**
 * Epoch seconds at which an event, and a delivery that has ended, are forgotten: `retentionDays` after acceptance
 * (SEMANTICS 2.7). A replay may come when that is nearly or long over: then it counts from `now` (ms), when the event
 * was routed or the delivery ended, so that nothing is written that has expired already. An event never outlives the
 * deliveries that end after it was routed.
 */
export function keptUntil(acceptedAt: number, now: number, retentionDays: number): number {
  const byAge = Math.ceil(acceptedAt / 1_000) + retentionDays * DAY_SECONDS;
  const byUse = Math.ceil(now / 1_000) + Math.min(retentionDays, AFTER_SENDING_DAYS) * DAY_SECONDS;
  return Math.max(byAge, byUse);
}
