import { setTimeout as wait } from 'node:timers/promises';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import { loadGroup, type GroupWithCounters } from '../../adapters/aws/group-counters';
import { recentOf, type GroupRow, type GroupRows } from '../../adapters/aws/group-rows';
import { storeJudgement } from '../../adapters/aws/judgement-writes';
import { alertKey } from '../../adapters/aws/keys';
import { getRow } from '../../adapters/aws/read';
import type { Alert, GroupState } from '../../core/alert/alert';
import { type Judgement, judge } from '../../core/alert/judge';
import { bucketsOf, retentionMs } from '../../core/monitor/grid';
import type { Monitor } from '../../core/monitor/monitor';
import { finish, type FinishTools } from './finish';

export interface EvaluateTools extends FinishTools {
  tables: DynamoDBDocumentClient;
  monitoringTable: string;
  groups: GroupRows;
  now: () => number;
  /** 0 to 1. */
  random: () => number;
}

const ROUNDS = 10;
/** Rounds in which nothing ends by a count that is out of date; a group that is counted without a break must end too. */
const SETTLED_ROUNDS = 4;
const FIRST_PAUSE_MS = 5;
const LONGEST_PAUSE_MS = 500;

/** A group that is not well is looked at at least this often: its monitor may have been changed or deleted. */
const RECHECK_MS = 60_000;

/**
 * Looks at a group, at `moment` (epoch ms, the time of the newest event that was counted) and now; writes what has come
 * of it and does what follows (SEMANTICS 3.4, 4.2). False if there is no such group.
 */
export async function evaluate(
  tools: EvaluateTools,
  monitor: Monitor,
  group: string,
  moment?: number,
): Promise<boolean> {
  for (let round = 1; round <= ROUNDS; round++) {
    const now = tools.now();
    const found = await load(tools, monitor, group, Math.min(moment ?? now, now));
    if (!found) return false;
    const alerts = await look(tools, monitor, found, { now, moment, settled: round <= SETTLED_ROUNDS });
    if (alerts) {
      await Promise.all(alerts.map((alert) => finish(tools, alert, monitor)));
      return true;
    }
    await wait(tools.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** round));
  }
  throw new Error(`Others kept changing group ${group} of ${monitor.id}, ${ROUNDS} times`);
}

function load(tools: EvaluateTools, monitor: Monitor, id: string, oldest: number) {
  const name = { monitor: monitor.id, generation: monitor.generation, id };
  return loadGroup(tools.tables, tools.monitoringTable, name, bucketsOf(monitor, oldest).from, tools.now());
}

interface Moments {
  now: number;
  moment: number | undefined;
  settled: boolean;
}

/** What is to be done for the alerts that were written; undefined if somebody else has changed something meanwhile. */
async function look(
  tools: EvaluateTools,
  monitor: Monitor,
  { row, counters }: GroupWithCounters,
  moments: Moments,
): Promise<Alert[] | undefined> {
  const { now } = moments;
  const open = row.alert === undefined ? undefined : await readAlert(tools, row.alert, now);
  const resting = row.closedAt !== undefined && row.countedAt <= row.closedAt;
  const found = { state: row, alert: open, resting, recent: recentOf(row) };
  const judged = judge(monitor, found, counters, momentsOf(row, moments), () => newAlertId(tools));
  const idleAt = row.countedAt + retentionMs(monitor);
  const isUnchanged = judged.state.state === 'ok' && !judged.changed;
  if (isUnchanged && now >= idleAt && counters.overdue.runs.length === 0)
    return (await tools.groups.free(row)) ? [] : undefined;
  const dueAt = nextLook(judged.state, judged.dueAt, now, idleAt);
  if (!judged.changed && !isSooner(row, dueAt, now)) return [];
  const done = await store(tools, row, { ...judged, open, dueAt }, moments);
  return done ? judged.alerts : undefined;
}

/** False if somebody else has changed something meanwhile. */
function store(
  tools: EvaluateTools,
  row: GroupRow,
  {
    state,
    alerts,
    open,
    dueAt,
  }: Pick<Judgement, 'state' | 'alerts'> & { open: Alert | undefined; dueAt: number },
  { now, moment, settled }: Moments,
): Promise<boolean> {
  const stored = {
    state,
    dueAt,
    ...(moment !== undefined && { seenUntil: Math.max(moment, row.seenUntil ?? 0) }),
    alerts: alerts.map((alert) => ({ seen: alert.id === open?.id ? open : undefined, alert })),
  };
  const guard = { row, settled: settled && ends(row, state) };
  return storeJudgement(tools.tables, tools.monitoringTable, guard, stored, now);
}

/** When the group is looked at: at the newest event, unless it was already, and now. */
const momentsOf = ({ seenUntil = 0 }: GroupRow, { now, moment = now }: Moments): number[] =>
  moment < now && moment > seenUntil ? [moment, now] : [now];

const readAlert = ({ tables, monitoringTable }: EvaluateTools, alert: string, now: number) =>
  getRow<Alert>(tables, monitoringTable, alertKey(alert), now);

const newAlertId = ({ now, random }: EvaluateTools): string => `alt_${ulid(now(), random)}`;

const isOpen = ({ state }: GroupState): boolean => state === 'firing' || state === 'recovering';

const ends = (before: GroupState, after: GroupState): boolean =>
  isOpen(before) && (after.state === 'ok' || after.state === 'recovering');

function nextLook(state: GroupState, dueAt: number | undefined, now: number, idleAt: number): number {
  const recheck = state.state === 'ok' ? idleAt : now + RECHECK_MS;
  return Math.min(Math.max(dueAt ?? Infinity, now + 1), Math.max(recheck, now + RECHECK_MS));
}

/** Counting has set a time a little later, which is good enough for a group that goes on as it was. */
const isSooner = (row: GroupRow, dueAt: number, now: number): boolean =>
  row.dueAt === undefined || row.dueAt <= now || dueAt < row.dueAt;
