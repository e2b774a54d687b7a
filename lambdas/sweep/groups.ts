import { alertKey } from '../../adapters/aws/keys';
import type { GroupRow } from '../../adapters/aws/group-rows';
import { storeJudgement } from '../../adapters/aws/judgement-writes';
import { getRow } from '../../adapters/aws/read';
import type { Watches } from '../../adapters/aws/watches';
import type { Alert, ResolveReason } from '../../core/alert/alert';
import { close } from '../../core/alert/decide';
import { retentionMs } from '../../core/monitor/grid';
import type { Monitor } from '../../core/monitor/monitor';
import { evaluate, type EvaluateTools } from '../monitor/evaluate';
import { finish } from '../monitor/finish';

export interface GroupTools extends EvaluateTools {
  watches: Watches;
}

const HOUR_MS = 3_600_000;

/** A group whose time has come: a hold, a recovery or a window ends, nobody has evaluated its counts, or it is idle. */
export async function sweepGroup(tools: GroupTools, key: { pk: string; sk: string }): Promise<void> {
  const now = tools.now();
  const row = await getRow<GroupRow>(tools.tables, tools.monitoringTable, key, now);
  if (!row || (row.dueAt ?? Infinity) > now) return;
  const monitor = await tools.watches.get(row.monitor, now);
  if (!monitor) return end(tools, row, undefined, 'monitorDeleted');
  if (monitor.generation !== row.generation) return end(tools, row, monitor, 'monitorChanged');
  if (!monitor.enabled) return end(tools, row, monitor, 'monitorDisabled');
  await evaluate(tools, monitor, row.id);
}

/** Nothing is counted for this group any more: its alert ends, and it gives its place back later. */
async function end(
  tools: GroupTools,
  row: GroupRow,
  monitor: Monitor | undefined,
  reason: ResolveReason,
): Promise<void> {
  const now = tools.now();
  const open =
    row.alert && (await getRow<Alert>(tools.tables, tools.monitoringTable, alertKey(row.alert), now));
  const closed = open ? close(row, open, reason, now) : undefined;
  if (!closed) {
    const idleAt = row.countedAt + (reason === 'monitorDisabled' && monitor ? retentionMs(monitor) : HOUR_MS);
    if (now >= idleAt) await tools.groups.free(row);
    else await tools.groups.lookAgain(row, idleAt);
    return;
  }
  const judged = {
    ...{ state: closed.state, dueAt: now + HOUR_MS },
    alerts: [{ seen: open || undefined, alert: closed.alert }],
  };
  const stored = await storeJudgement(
    tools.tables,
    tools.monitoringTable,
    { row, settled: false },
    judged,
    now,
  );
  if (stored) await finish(tools, closed.alert, monitor);
}
