import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Alert } from '../../core/alert/alert';
import { assignments } from './assignments';
import type { TransactItem } from './counting-writes';
import { ifConditionHolds } from './if-condition-holds';
import { alertKey, alertListKey, dueShard, listSort } from './keys';

/** How long the writer of an alert may take for what is to be done; then the sweep does it. */
const GRACE_MS = 60_000;

const due = (alert: Alert, now: number) =>
  Object.keys(alert.todo).length === 0 ? {} : { dueShard: dueShard(alert.id), dueAt: now + GRACE_MS };

/** The write of an alert that has begun or changed; it fails if somebody else has written it since it was read. */
export const alertWrite = (
  table: string,
  seen: Alert | undefined,
  alert: Alert,
  now: number,
): TransactItem => (seen ? alertUpdate(table, seen, alert, now) : alertPut(table, alert, now));

const alertPut = (table: string, alert: Alert, now: number): TransactItem => ({
  Put: {
    TableName: table,
    Item: {
      ...alertKey(alert.id),
      ...alert,
      ...due(alert, now),
      listKey: alertListKey(alert.project, alert.id),
      listSort: listSort(alert.startedAt, alert.id),
    },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/** What is to be done is added name by name: what somebody has just taken off must not come back. */
function alertUpdate(table: string, seen: Alert, { todo, ...alert }: Alert, now: number): TransactItem {
  const added = Object.entries(todo).filter(([name]) => !Object.hasOwn(seen.todo, name));
  const changing = Object.fromEntries(Object.entries(alert).filter(([name]) => !FIXED.has(name)));
  const gone = (Object.keys(seen) as (keyof Alert)[]).filter(
    (name) => name in OPTIONAL && !Object.hasOwn(alert, name),
  );
  const set = assignments({ ...changing, version: seen.version + 1, ...due({ ...alert, todo }, now) });
  const removed = assignments({}, gone);
  const todos = added.map((_, index) => `, todo.#todo${index} = :todo${index}`).join('');
  return {
    Update: {
      TableName: table,
      Key: alertKey(alert.id),
      UpdateExpression: `${set.text}${todos} ${removed.text}`,
      ConditionExpression: '#version = :seen',
      ExpressionAttributeNames: {
        ...set.names,
        ...removed.names,
        ...Object.fromEntries(added.map(([name], index) => [`#todo${index}`, name])),
      },
      ExpressionAttributeValues: {
        ...set.values,
        ...Object.fromEntries(added.map(([, one], index) => [`:todo${index}`, one])),
        ':seen': seen.version,
      },
    },
  };
}

/** What an alert that was read as a row has besides: its keys, which never change. */
const FIXED = new Set(['pk', 'sk', 'listKey', 'listSort']);

const OPTIONAL: Partial<Record<keyof Alert, true>> = {
  acknowledgedAt: true,
  acknowledgedBy: true,
  resolvedAt: true,
  reason: true,
};

/**
 * Takes off what has been done, and the alert out of the `due` index if that was all. Says nothing of the version: who
 * changes the alert meanwhile only adds.
 */
export async function takeOff(
  tables: DynamoDBDocumentClient,
  table: string,
  alert: Alert,
  done: readonly string[],
): Promise<void> {
  const paths = done.map((_, index) => `todo.#todo${index}`);
  const names = Object.fromEntries(done.map((name, index) => [`#todo${index}`, name]));
  const remove = (attributes: string[], condition: string, left?: number): UpdateCommand =>
    new UpdateCommand({
      TableName: table,
      Key: alertKey(alert.id),
      UpdateExpression: `REMOVE ${attributes.join(', ')}`,
      ConditionExpression: condition,
      ...(done.length > 0 && { ExpressionAttributeNames: names }),
      ...(left !== undefined && { ExpressionAttributeValues: { ':left': left } }),
    });
  if (done.length === Object.keys(alert.todo).length) {
    const these = ['size(todo) = :left', ...paths.map((path) => `attribute_exists(${path})`)].join(' AND ');
    const all = remove([...paths, 'dueShard', 'dueAt'], these, done.length);
    if (await ifConditionHolds(() => tables.send(all))) return;
  }
  if (paths.length > 0) await ifConditionHolds(() => tables.send(remove(paths, 'attribute_exists(pk)')));
}
