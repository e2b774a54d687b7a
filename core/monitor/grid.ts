import { period } from './calendar';
import type { Monitor } from './monitor';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What `change` compares with. */
export const USUAL_MS = 7 * DAY_MS;
const SUB_BUCKETS = 60;
const MIN_BUCKET_MS = 1_000;

/** Twice the longest period of each kind, and its change of the clock. */
const CALENDAR_MS = { hour: 3 * HOUR_MS, day: 54 * HOUR_MS, week: 15 * DAY_MS, month: 63 * DAY_MS };

type Timed = Pick<Monitor, 'kind' | 'window' | 'deadlineSeconds' | 'latenessSeconds'>;

/** How wide the sub-buckets of a sliding window are: a window is one of them wider than asked at most (SEMANTICS 3.4). */
export const bucketMs = (slidingSeconds: number): number =>
  Math.max(MIN_BUCKET_MS, Math.ceil((slidingSeconds * 1_000) / SUB_BUCKETS));

/** The start of the bucket that a time falls into. */
export function bucketStart({ kind, window }: Timed, time: number): number {
  if (kind === 'change' || !window) return time - (time % HOUR_MS);
  if ('calendar' in window) return period(window, time).start;
  return time - (time % bucketMs(window.slidingSeconds));
}

/** Starts of the buckets that a reading at `at` takes in: `from` is the first that may, `to` the last. */
export function bucketsOf({ kind, window }: Timed, at: number): { from: number; to: number } {
  if (kind === 'change' || !window) return { from: at - (at % HOUR_MS) - USUAL_MS, to: at };
  if ('calendar' in window) return { from: period(window, at).start, to: at };
  const { slidingSeconds } = window;
  return { from: at - slidingSeconds * 1_000 - bucketMs(slidingSeconds) + 1, to: at };
}

/** How long counts can matter after their time, ms: until then they are kept, and so is the place of their group. */
export function retentionMs({ kind, window, deadlineSeconds = 0, latenessSeconds }: Timed): number {
  const late = latenessSeconds * 1_000;
  if (kind === 'change') return USUAL_MS + DAY_MS + late;
  if (!window) return 7 * DAY_MS + 2 * deadlineSeconds * 1_000 + late;
  return (
    ('calendar' in window ? CALENDAR_MS[window.calendar] : 2 * window.slidingSeconds * 1_000 + 60_000) + late
  );
}
