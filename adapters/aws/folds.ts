import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { pausedMsAt } from '../../core/agent/paused-time';
import type { Group, Outcomes, Run } from '../../core/monitor/counters';
import { addOutcome, deadlineAt, foldRun } from '../../core/monitor/fold';
import { retentionMs } from '../../core/monitor/grid';
import type { Monitor } from '../../core/monitor/monitor';
import type { GroupTally, RunObservation } from '../../core/monitor/tally';
import { loadAgents } from './agents';
import type { TransactItem } from './counting-writes';
import { outcomesKey, overdueKey } from './keys';
import { keyOfRun, overdueOf, overduePut, runPut, type OverdueRow, type RunRow } from './run-rows';
import { nameOf, readVersioned, versionedPut } from './versioned-counters';

type OutcomesRow = Outcomes & { era?: number };

/** What is stored of the rows that are not added to but written anew, and how long agents have been paused. */
export interface Folds {
  outcomes: Map<string, OutcomesRow>;
  runs: Map<string, RunRow>;
  overdue: Map<string, OverdueRow>;
  pausedMs: Map<string, number>;
}

/** Reads whatever the counts of these groups have to be folded into; nothing if they are only added up. */
export async function readFolds(
  tables: DynamoDBDocumentClient,
  table: string,
  groups: readonly GroupTally[],
  now: number,
): Promise<Folds> {
  const ordered = groups.filter(({ outcomes }) => outcomes.length > 0);
  const running = groups.filter(({ runs }) => runs.size > 0);
  const [outcomes, runs, overdue, pausedMs] = await Promise.all([
    readVersioned<OutcomesRow>(tables, table, ordered.map(outcomesKeyOf)),
    readVersioned<RunRow>(tables, table, running.flatMap(runKeysOf)),
    readVersioned<OverdueRow>(tables, table, running.map(overdueKeyOf)),
    readPauses(tables, table, running, now),
  ]);
  return { outcomes, runs, overdue, pausedMs };
}

const outcomesKeyOf = ({ monitor, place }: GroupTally) =>
  outcomesKey(monitor.id, monitor.generation, place.id);
const overdueKeyOf = ({ monitor, place }: GroupTally) => overdueKey(monitor.id, monitor.generation, place.id);
const runKeysOf = ({ monitor, runs }: GroupTally) =>
  [...runs.values()].flatMap(([first]) => (first ? [keyOfRun(monitor, first.group, first.run)] : []));

async function readPauses(
  tables: DynamoDBDocumentClient,
  table: string,
  groups: readonly GroupTally[],
  now: number,
): Promise<Map<string, number>> {
  const agents = new Set(groups.flatMap(({ runs }) => [...runs.values()].flat().map(({ agent }) => agent)));
  const project = groups[0]?.monitor.project;
  if (project === undefined || agents.size === 0) return new Map();
  const rows = await loadAgents(tables, table, project, [...agents]);
  return new Map([...rows].map(([agent, states]) => [agent, pausedMsAt(states, now)]));
}

/** The newest outcomes of a group with these among them, in their order (SEMANTICS 3.6). */
export function outcomesPut(table: string, group: GroupTally, folds: Folds, now: number): TransactItem[] {
  if (group.outcomes.length === 0) return [];
  const { monitor, place } = group;
  const key = outcomesKeyOf(group);
  const row = folds.outcomes.get(nameOf(key));
  const known = { version: row?.version ?? 0, last: row && row.era === place.era ? row.last : [] };
  const { last } = group.outcomes.reduce(addOutcome, known);
  const era = place.era === undefined ? {} : { era: place.era };
  const expiresAt = Math.ceil((now + retentionMs(monitor)) / 1_000);
  return [versionedPut(table, key, { last, ...era, expiresAt }, known.version)];
}

/** The runs that begin, beat or end; those that had been overdue leave the list of their group (SEMANTICS 3.7). */
export function runWrites(table: string, group: GroupTally, folds: Folds, now: number): TransactItem[] {
  const folded = [...group.runs.values()].flatMap((observations) =>
    foldedRun(group.monitor, observations, folds),
  );
  const caughtUp = folded
    .filter(({ wasStalled, run }) => wasStalled && !run.stalled)
    .map(({ run }) => run.run);
  return [
    ...folded.map(({ of, run, dueAt }) => runPut(table, group.monitor, { group: of, run }, dueAt, now)),
    ...(caughtUp.length === 0 ? [] : [withoutThem(table, group, new Set(caughtUp), folds, now)]),
  ];
}

interface FoldedRun {
  of: Group;
  run: Run;
  dueAt: number | undefined;
  wasStalled: boolean;
}

/** What one run has come to; nothing if there are no observations. */
function foldedRun(monitor: Monitor, observations: readonly RunObservation[], folds: Folds): FoldedRun[] {
  const [first] = observations;
  if (!first) return [];
  const before = folds.runs.get(nameOf(keyOfRun(monitor, first.group, first.run)));
  const paused = (agent: string): number => folds.pausedMs.get(agent) ?? 0;
  const run = observations.reduce<Run>(
    (known, one) => foldRun(known, one, paused(one.agent)),
    foldRun(before, first, paused(first.agent)),
  );
  const dueAt = run.stalled ? undefined : deadlineAt(run, monitor, paused(run.agent));
  const stored = { ...run, version: before?.version ?? 0 };
  return [{ of: first.group, run: stored, dueAt, wasStalled: before?.stalled ?? false }];
}

function withoutThem(
  table: string,
  group: GroupTally,
  caughtUp: ReadonlySet<string>,
  folds: Folds,
  now: number,
): TransactItem {
  const { monitor, place } = group;
  const { version, runs } = overdueOf(folds.overdue.get(nameOf(overdueKeyOf(group))), place.era);
  const left = runs.filter(({ run }) => !caughtUp.has(run));
  return overduePut(table, monitor, place, { version, runs: left }, now);
}
