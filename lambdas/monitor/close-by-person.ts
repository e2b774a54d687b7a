import { loadGroup } from '../../adapters/aws/group-counters';
import type { GroupRow } from '../../adapters/aws/group-rows';
import type { Watches } from '../../adapters/aws/watches';
import type { Alert } from '../../core/alert/alert';
import { close } from '../../core/alert/decide';
import { isAccount, rearmed } from '../../core/alert/rearm';
import { bucketsOf } from '../../core/monitor/grid';
import type { Monitor } from '../../core/monitor/monitor';
import { reading } from '../../core/monitor/reading';
import { changeAlert, type Changed } from './change-alert';
import type { EvaluateTools } from './evaluate';

export interface CloseTools extends EvaluateTools {
  watches: Pick<Watches, 'get'>;
}

/**
 * Ends an alert because a person says so, and arms its thresholds again (SEMANTICS 5.4). With `resumedAt` (epoch ms) the
 * person has resumed the agent that it had paused: then its group begins anew, unless it is the account of a calendar
 * period. Answers the alert as it is then; undefined if there is none.
 */
export const closeByPerson = (
  tools: CloseTools,
  id: string,
  resumedAt?: number,
): Promise<Alert | undefined> =>
  changeAlert(tools, id, async (row, seen) => {
    const monitor = await tools.watches.get(row.monitor, tools.now());
    return monitor && isAccount(monitor)
      ? closeAccount(tools, monitor, row, seen, resumedAt)
      : closeCounters(tools, monitor, row, seen, resumedAt);
  });

async function closeAccount(
  tools: CloseTools,
  monitor: Monitor,
  row: GroupRow,
  seen: Alert,
  resumedAt: number | undefined,
): Promise<Changed | undefined> {
  const now = tools.now();
  const closed = close(row, seen, resumedAt === undefined ? 'manual' : 'resumed', now);
  if (!closed) return undefined;
  const from = bucketsOf(monitor, now).from;
  const name = { monitor: row.monitor, generation: row.generation, id: row.id };
  const found = await loadGroup(tools.tables, tools.monitoringTable, name, from, now);
  const value = found && reading(monitor, found.counters, now, monitor.createdAt).value;
  return { ...closed, state: rearmed(monitor, closed.state, value) };
}

function closeCounters(
  { now }: CloseTools,
  monitor: Monitor | undefined,
  row: GroupRow,
  seen: Alert,
  resumedAt: number | undefined,
): Changed | undefined {
  if (resumedAt !== undefined && (row.ignoreBefore ?? 0) >= resumedAt) return undefined;
  const closed = close(row, seen, resumedAt === undefined ? 'manual' : 'resumed', now());
  if (!closed && resumedAt === undefined) return undefined;
  const { state, alert } = closed ?? { state: row, alert: undefined };
  const armed = monitor ? rearmed(monitor, state, undefined) : state;
  return {
    state: resumedAt === undefined ? armed : { ...armed, ignoreBefore: resumedAt },
    ...(alert && { alert }),
  };
}
