import { groupKey, groupsListKey } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import type { GroupState } from '../../../core/alert/alert';
import type { Job } from '../../../core/job/job';
import { sweepGroup } from '../groups';
import type { JobTools, JobWork } from './tools';

const AT_ONCE = 10;

/**
 * Looks at every group of one generation of a monitor that has changed or is gone, although no event comes: alerts of
 * what is not counted any more end, and other thresholds are applied (SEMANTICS 3.9).
 */
export const settleMonitor: JobWork = {
  async page({ input, cursor }, { monitoring: { tables, monitoringTable } }, limit, nowMs) {
    const { monitor, generation } = named(input);
    const query = {
      listKeys: [groupsListKey(monitor, generation)],
      ...{ after: cursor, limit, ascending: true, attributes: ['id'] },
    };
    const { rows, next } = await listPage<Pick<GroupState, 'id'>>(tables, monitoringTable, query, nowMs);
    return { ids: rows.map(({ id }) => id), next };
  },

  async work({ input }, ids, { monitoring }) {
    const name = named(input);
    for (let at = 0; at < ids.length; at += AT_ONCE)
      await Promise.all(ids.slice(at, at + AT_ONCE).map((id) => settle({ ...name, id }, monitoring)));
    return [];
  },
};

const named = ({ monitor = '', generation = 0 }: Job['input']) => ({ monitor, generation });

/** A worker that changes the group meanwhile looks at it as well. */
async function settle(
  name: Pick<GroupState, 'monitor' | 'generation' | 'id'>,
  monitoring: JobTools['monitoring'],
): Promise<void> {
  const now = monitoring.now();
  const row = await monitoring.groups.get(name, now);
  if (row && (await monitoring.groups.lookAgain(row, now)))
    await sweepGroup(monitoring, groupKey(name.monitor, name.generation, name.id));
}
