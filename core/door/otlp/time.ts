/** The last moment that a `Date` can hold. */
const LATEST_MS = 8.64e15;

/**
 * Nanoseconds as epoch ms to the microsecond: no number holds all of today's nanoseconds, and what is a little less
 * than a millisecond would be shown as the one before.
 */
export const millisecondsOf = (nanoseconds: number): number => Math.round(nanoseconds / 1e3) / 1e3;

/** Epoch ms as an event's `time`; nothing where it is missing or no time. */
export const isoTime = (ms: number): { time?: string } =>
  ms > 0 && ms <= LATEST_MS ? { time: new Date(ms).toISOString() } : {};
