import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Alert, GroupState } from '../../core/alert/alert';
import { alertWrite } from './alert-rows';
import { assignments, conditions, updateMembers } from './assignments';
import { groupDueShard, type GroupRow } from './group-rows';
import { ifConditionHolds } from './if-condition-holds';
import { isConflict } from './is-conflict';
import { groupKey } from './keys';

/** What a look at a group has come to, as it is to be stored. */
export interface ToStore {
  state: GroupState;
  /** When it is to be looked at again, epoch ms. */
  dueAt: number;
  /** Time of the newest event at which it was looked at. */
  seenUntil?: number;
  /** Each as it was read, missing if it has begun, and as it is now. */
  alerts: { seen: Alert | undefined; alert: Alert }[];
}

const OPTIONAL = ['since', 'alert', 'severity', 'period', 'done', 'armedFrom', 'ignoreBefore'] as const;

/**
 * Writes the group and its alerts together, on the versions that were read (SEMANTICS 4.2). False if any of them has
 * changed, or is being changed. With `settled`, also if something has been counted meanwhile: what ends is not to end by
 * a count that is out of date.
 */
export async function storeJudgement(
  tables: DynamoDBDocumentClient,
  table: string,
  { row, settled }: { row: GroupRow; settled: boolean },
  judged: ToStore,
  now: number,
): Promise<boolean> {
  const Update = groupUpdate(table, row, settled, judged);
  const writes = judged.alerts.map(({ seen, alert }) => alertWrite(table, seen, alert, now));
  const send = async (): Promise<true> => {
    if (writes.length === 0) await tables.send(new UpdateCommand(Update));
    else await tables.send(new TransactWriteCommand({ TransactItems: [{ Update }, ...writes] }));
    return true;
  };
  return (await ifConditionHolds(() => unlessBusy(send))) ?? false;
}

function groupUpdate(table: string, row: GroupRow, settled: boolean, { state, dueAt, seenUntil }: ToStore) {
  const gone = OPTIONAL.filter((name) => state[name] === undefined && row[name] !== undefined);
  const changing = {
    ...Object.fromEntries(Object.entries(state).filter(([name]) => !FIXED.has(name))),
    ...{ version: row.version + 1, dueAt, dueShard: groupDueShard(row), seenUntil },
  };
  const expected = { version: row.version, ...(settled && { counts: row.counts }) };
  return {
    TableName: table,
    Key: groupKey(row.monitor, row.generation, row.id),
    ...updateMembers(assignments(changing, gone), conditions([expected])),
  };
}

/** What other code than the evaluation writes, or what never changes. */
const FIXED = new Set([
  ...['pk', 'sk', 'id', 'project', 'monitor', 'generation', 'group', 'listKey', 'listSort'],
  ...['counts', 'countedAt', 'expiresAt', 'recent1', 'recent2', 'recent3'],
]);

async function unlessBusy(send: () => Promise<true>): Promise<true | undefined> {
  try {
    return await send();
  } catch (error) {
    if (isConflict(error)) return undefined;
    throw error;
  }
}
