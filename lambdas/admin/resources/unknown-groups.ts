import * as z from 'zod';
import { groupKey } from '../../../adapters/aws/keys';
import { getRows } from '../../../adapters/aws/read';
import type { UncountedRows } from '../../../adapters/aws/uncounted';
import type { GroupState } from '../../../core/alert/alert';
import { period } from '../../../core/monitor/calendar';
import type { Monitor } from '../../../core/monitor/monitor';
import type { Admin } from '../admin';
import { iso } from '../fields';
import { measuredView } from './measured-view';

export const unknownCostField = z
  .object({ events: z.number(), models: z.array(z.string()) })
  .meta({ description: 'Events of the group that its value lacks, as nobody knows what they cost' });

interface UnknownCostView {
  events: number;
  models: string[];
}

/** By the id of the group. */
export type UnknownByGroup = ReadonlyMap<string, UnknownCostView>;

export const NONE_UNKNOWN: UnknownCostView = { events: 0, models: [] };

export function unknownByGroup({ models, groups }: UncountedRows): UnknownByGroup {
  const names = new Map(models.map(({ id, model }) => [id, model]));
  const view = ({ events, models: ids }: UncountedRows['groups'][number]): UnknownCostView => ({
    events,
    models: [...new Set(ids.flatMap((id) => names.get(id) ?? []))].sort(),
  });
  return new Map(groups.map((group) => [group.id, view(group)]));
}

/** Groups of which nothing is counted: all that is known of them is that they have cost something. */
export async function onlyUnknown(
  { tables, monitoringTable }: Admin,
  monitor: Monitor,
  uncounted: UncountedRows,
  now: number,
): Promise<object[]> {
  const { id, generation, groupBy } = monitor;
  const keys = uncounted.groups.map((group) => groupKey(id, generation, group.id));
  const rows = await getRows<Pick<GroupState, 'id'>>(tables, monitoringTable, keys, now, ['id']);
  const counted = new Set(rows.map((row) => row.id));
  const unknown = unknownByGroup(uncounted);
  return uncounted.groups
    .filter((group) => !counted.has(group.id))
    .map(({ id: groupId, group }) => ({
      group,
      // Without a group of its own, though the monitor has groups: what stands for all beyond the first ones.
      overflow: groupBy.length > 0 && Object.keys(group).length === 0,
      ...{ state: 'ok', alert: null, samples: 0, partial: false, series: [] },
      ...measuredView(monitor)(null),
      window: windowOf(monitor, now),
      unknownCost: unknown.get(groupId) ?? NONE_UNKNOWN,
    }));
}

function windowOf({ window }: Monitor, now: number): { start: string; end: string } {
  if (window && 'calendar' in window) {
    const { start, end } = period(window, now);
    return { start: iso(start), end: iso(end) };
  }
  return { start: iso(now - (window?.slidingSeconds ?? 0) * 1_000), end: iso(now) };
}
