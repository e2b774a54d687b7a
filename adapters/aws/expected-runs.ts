import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ALL_AGENTS_NAME } from '../../core/agent/agent';
import { pausedMsAt } from '../../core/agent/paused-time';
import type { Group, Run } from '../../core/monitor/counters';
import { deadlineAt } from '../../core/monitor/fold';
import type { Monitor } from '../../core/monitor/monitor';
import { loadAgents } from './agents';
import { ifConditionHolds } from './if-condition-holds';
import { runPut } from './run-rows';

/** Waits for the first sign of life of a group from `since` (epoch ms) on, unless one has come already. */
export async function awaitGroup(
  tables: DynamoDBDocumentClient,
  table: string,
  monitor: Monitor,
  group: Group,
  { since, now }: { since: number; now: number },
): Promise<void> {
  // Without a source it is nobody's in particular: its clock stands while all agents are paused.
  const agent = group.source === undefined ? ALL_AGENTS_NAME : String(group.source);
  const rows = await loadAgents(tables, table, monitor.project, [agent]);
  const pausedMs = pausedMsAt(rows.get(agent) ?? [], now);
  const run: Run = { run: '', version: 0, agent, startedAt: since, pausedMsBefore: pausedMs };
  const { Put } = runPut(table, monitor, { group, run }, deadlineAt(run, monitor, pausedMs), now);
  if (Put) await ifConditionHolds(() => tables.send(new PutCommand(Put)));
}
