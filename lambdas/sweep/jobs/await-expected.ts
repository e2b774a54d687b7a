import { awaitGroup } from '../../../adapters/aws/expected-runs';
import { expectedGroups } from '../../../core/monitor/expected';
import type { JobWork } from './tools';

/**
 * Waits for the groups that a monitor expects, from when it was made or has begun to count anew: who never gives a sign of
 * life has no event by which it could be known (SEMANTICS 3.7). Once for each, however often the job was interrupted.
 */
export const awaitExpected: JobWork = {
  async page({ input }, { monitoring }, _limit, nowMs) {
    const monitor = await monitoring.watches.get(input.monitor ?? '', nowMs);
    const isCounting = monitor?.enabled && monitor.generation === input.generation;
    return { ids: isCounting ? expectedGroups(monitor).map((_, index) => String(index)) : [] };
  },

  async work({ input, createdAt }, ids, { monitoring }) {
    const { tables, monitoringTable, watches } = monitoring;
    const now = monitoring.now();
    const monitor = await watches.get(input.monitor ?? '', now);
    if (!monitor || monitor.generation !== input.generation) return [];
    const groups = expectedGroups(monitor);
    const named = ids.map((index) => groups[Number(index)]).filter((group) => group !== undefined);
    for (const group of named)
      await awaitGroup(tables, monitoringTable, monitor, group, { since: createdAt, now });
    return [];
  },
};
