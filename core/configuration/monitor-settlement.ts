import { isDeepStrictEqual } from 'node:util';
import type { Monitor } from '../monitor/monitor';

/**
 * What has to be looked at anew when a monitor has changed, although no event comes: `ended`, the groups of the
 * generation that was, whose alerts end (SEMANTICS 3.9); `judged`, the groups that stay and are judged by other numbers.
 */
export type Settlement = 'ended' | 'judged';

export function settlementOf(before: Monitor, after: Monitor): Settlement | undefined {
  if (after.generation !== before.generation || (before.enabled && !after.enabled)) return 'ended';
  return isDeepStrictEqual(judgedBy(before), judgedBy(after)) ? undefined : 'judged';
}

const judgedBy = (monitor: Monitor) => {
  const { thresholds, limit, minValue, minSamples, enabled } = monitor;
  const { holdSeconds, resolveAfterSeconds, onNoData, deadlineSeconds } = monitor;
  const waits = { holdSeconds, resolveAfterSeconds, onNoData, deadlineSeconds };
  return { thresholds, limit, minValue, minSamples, enabled, ...waits };
};
