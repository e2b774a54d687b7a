import { loadAgents } from '../../adapters/aws/agents';
import type { RunRow } from '../../adapters/aws/run-rows';
import type { StalledRuns } from '../../adapters/aws/stalled-runs';
import { getRow } from '../../adapters/aws/read';
import { pausedMsAt } from '../../core/agent/paused-time';
import { deadlineAt } from '../../core/monitor/fold';
import type { Monitor } from '../../core/monitor/monitor';
import { log } from '../log';
import { evaluate } from '../monitor/evaluate';
import type { GroupTools } from './groups';
import type { QueueProgress } from './queue-progress';

export interface RunTools extends GroupTools {
  runs: StalledRuns;
  queueProgress: Pick<QueueProgress, 'hasPassed'>;
}

/**
 * A run whose deadline has come: overdue, unless its agent was paused meanwhile, or what tells of its end may still wait
 * in the queue (SEMANTICS 3.7).
 */
export async function sweepRun(tools: RunTools, key: { pk: string; sk: string }): Promise<void> {
  const now = tools.now();
  const row = await getRow<RunRow>(tools.tables, tools.monitoringTable, key, now);
  if (!row || (row.dueAt ?? Infinity) > now) return;
  const monitor = await tools.watches.get(row.monitor, now);
  const deadline = monitor && isCounted(row, monitor) ? await deadlineOf(tools, row, monitor) : undefined;
  if (!monitor || deadline === undefined) await tools.runs.forgetDeadline(row);
  else if (deadline > now) await tools.runs.moveDeadline(row, deadline);
  else if (await tools.queueProgress.hasPassed(row.project, deadline))
    await stall(tools, row, monitor, deadline);
}

const isCounted = ({ generation }: RunRow, monitor: Monitor): boolean =>
  monitor.enabled && monitor.generation === generation;

async function deadlineOf(tools: RunTools, row: RunRow, monitor: Monitor): Promise<number | undefined> {
  const agents = await loadAgents(tools.tables, tools.monitoringTable, row.project, [row.agent]);
  return deadlineAt(row, monitor, pausedMsAt(agents.get(row.agent) ?? [], tools.now()));
}

async function stall(tools: RunTools, row: RunRow, monitor: Monitor, deadline: number): Promise<void> {
  const place = await tools.runs.stall(row, monitor, deadline, tools.now());
  if (!place) return;
  log('sweep.stalled', { monitor: monitor.id, run: row.run, agent: row.agent, deadline });
  await evaluate(tools, monitor, place.id);
}
