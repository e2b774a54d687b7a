import { withoutUndefined } from '../../without-undefined';
import { shownTime } from '../times';

/**
 * Nanoseconds as epoch ms to the microsecond: no number holds all of today's nanoseconds, and what is a little less
 * than a millisecond would be shown as the one before.
 */
export const millisecondsOf = (nanoseconds: number): number => Math.round(nanoseconds / 1e3) / 1e3;

/** Epoch ms as an event's `time`; nothing where it is missing or no time. */
export const isoTime = (ms: number): { time?: string } => withoutUndefined({ time: shownTime(ms) });
