import { createHash } from 'node:crypto';
import type { Group, Overdue, Run } from '../../core/monitor/counters';
import { groupId } from '../../core/monitor/group';
import type { Monitor } from '../../core/monitor/monitor';
import type { Place } from '../../core/monitor/tally';
import type { TransactItem } from './counting-writes';
import { dueShard, overdueKey, runKey } from './keys';
import { versionedPut } from './versioned-counters';

/** A run as it is stored; in the `due` index until it ends or is found overdue. */
export interface RunRow extends Run {
  project: string;
  monitor: string;
  generation: number;
  group: Group;
  dueAt?: number;
}

export type OverdueRow = Overdue & { era?: number };

/** As long as the marks of its events: what ended stays ended whatever comes in late. */
const KEPT_SECONDS = 110 * 86_400;
/** Runs of one group that can be overdue at once; the longest overdue stay. */
const MAX_OVERDUE = 100;

const keptUntil = (now: number): number => Math.ceil(now / 1_000) + KEPT_SECONDS;

/** Under its group's own id, wherever that group counts at present. */
export const keyOfRun = ({ id, generation }: Pick<Monitor, 'id' | 'generation'>, group: Group, run: string) =>
  runKey(
    id,
    generation,
    createHash('sha256')
      .update(JSON.stringify([groupId(group), run]))
      .digest('base64url')
      .slice(0, 32),
  );

/** Without what the row has beside it. */
const runOf = ({ run, agent, startedAt, endedAt, deadlineMs, pausedMsBefore, stalled }: Run) => ({
  ...{ run, agent, startedAt, endedAt, deadlineMs, pausedMsBefore, stalled },
});

/** The put of a run's next version; `dueAt` (epoch ms) is when it may be overdue, if it may. */
export function runPut(
  table: string,
  monitor: Pick<Monitor, 'id' | 'project' | 'generation'>,
  { group, run }: { group: Group; run: Run },
  dueAt: number | undefined,
  now: number,
): TransactItem {
  const key = keyOfRun(monitor, group, run.run);
  const item = {
    ...runOf(run),
    ...{ project: monitor.project, monitor: monitor.id, generation: monitor.generation, group },
    ...(dueAt === undefined ? {} : { dueShard: dueShard(key.pk), dueAt }),
    expiresAt: keptUntil(now),
  };
  return versionedPut(table, key, item, run.version);
}

/** The put of the next version of the list of a group's overdue runs. */
export function overduePut(
  table: string,
  { id, generation }: Pick<Monitor, 'id' | 'generation'>,
  place: Place,
  { version, runs }: Overdue,
  now: number,
): TransactItem {
  const longest = runs.toSorted((a, b) => a.deadlineAt - b.deadlineAt).slice(0, MAX_OVERDUE);
  const era = place.era === undefined ? {} : { era: place.era };
  const item = { runs: longest, ...era, expiresAt: keptUntil(now) };
  return versionedPut(table, overdueKey(id, generation, place.id), item, version);
}

/** A list of an earlier era is empty, whatever it holds. */
export function overdueOf(row: OverdueRow | undefined, era: number | undefined): Overdue {
  if (!row) return { version: 0, runs: [] };
  return { version: row.version, runs: row.era === era ? row.runs : [] };
}
