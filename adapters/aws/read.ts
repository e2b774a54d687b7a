import {
  BatchGetCommand,
  GetCommand,
  QueryCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { byKeyOrder } from './key-order';
import { INDEX } from './keys';

type Key = { pk: string; sk: string };

/** A row as it is stored, with the attributes that lists and expiry need. */
export type Row = Key & { expiresAt?: number; listSort?: string };

/** Of a sort key of a table or an index. */
export const MAX_SORT_BYTES = 1_024;

/** BatchGetItem's limit of keys. */
const BATCH = 100;
const ROUNDS = 5;

/** TTL deletes late; what has expired counts as absent (SEMANTICS 2.7). */
export const isLive = (row: { expiresAt?: number }, nowMs: number): boolean =>
  row.expiresAt === undefined || row.expiresAt > nowMs / 1000;

/** One row, read consistently; undefined if absent or expired. */
export async function getRow<T>(
  tables: DynamoDBDocumentClient,
  table: string,
  key: Key,
  nowMs: number,
): Promise<T | undefined> {
  const { Item } = await tables.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item && isLive(Item, nowMs) ? (Item as T) : undefined;
}

/**
 * Rows by key, read consistently, in the keys' order; absent and expired ones are left out.
 * Throws if DynamoDB keeps leaving keys unprocessed.
 */
export async function getRows<T>(
  tables: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
  nowMs: number,
  attributes?: readonly string[],
): Promise<(T & Row)[]> {
  const found = new Map<string, T & Row>();
  for (let at = 0; at < keys.length; at += BATCH) {
    for (const row of await getBatch<T>(tables, table, keys.slice(at, at + BATCH), attributes))
      found.set(nameOf(row), row);
  }
  return keys.flatMap((key) => {
    const row = found.get(nameOf(key));
    return row && isLive(row, nowMs) ? [row] : [];
  });
}

const nameOf = ({ pk, sk }: Key): string => `${pk}\n${sk}`;

async function getBatch<T>(
  tables: DynamoDBDocumentClient,
  table: string,
  keys: Key[],
  attributes: readonly string[] | undefined,
): Promise<(T & Row)[]> {
  const rows: (T & Row)[] = [];
  let pending = keys;
  // An answer holds at most 16 MB; big rows come in several rounds, each of which makes progress.
  for (let idle = 0; pending.length > 0 && idle < ROUNDS;) {
    const wanted = { Keys: pending, ConsistentRead: true, ...projection(attributes) };
    const answer = await tables.send(new BatchGetCommand({ RequestItems: { [table]: wanted } }));
    const batch = (answer.Responses?.[table] ?? []) as (T & Row)[];
    idle = batch.length > 0 ? 0 : idle + 1;
    rows.push(...batch);
    pending = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Key[];
  }
  if (pending.length > 0) throw new Error(`DynamoDB left ${pending.length} keys of ${table} unprocessed`);
  return rows;
}

/** Every name is a placeholder, as many are reserved words. */
function projection(attributes: readonly string[] | undefined) {
  if (attributes === undefined) return {};
  const names = [...new Set(['pk', 'sk', 'expiresAt', 'listSort', ...attributes])];
  return {
    ProjectionExpression: names.map((name) => `#${name}`).join(', '),
    ExpressionAttributeNames: Object.fromEntries(names.map((name) => [`#${name}`, name])),
  };
}

/** Which part of a list is wanted. `from` and `to` are inclusive bounds of the sort text; without one it is open. */
export interface ListRange {
  from: string | undefined;
  to: string | undefined;
  direction: 'ascending' | 'descending';
}

/** The keys of one partition of the list index, page by page, in order. The index lags a little behind the table. */
export async function* listKeys(
  tables: DynamoDBDocumentClient,
  table: string,
  listKey: string,
  { from, to, direction }: ListRange,
  pageSize: number,
): AsyncGenerator<Required<Row>> {
  // DynamoDB refuses what ends before it begins, and what is longer than a key: a position that nobody was given.
  if (from !== undefined && to !== undefined && byKeyOrder(from, to) > 0) return;
  if ([from, to].some((bound) => bound !== undefined && Buffer.byteLength(bound) > MAX_SORT_BYTES)) return;
  let start: Record<string, unknown> | undefined;
  do {
    const page = await tables.send(
      new QueryCommand({
        TableName: table,
        IndexName: INDEX.list,
        KeyConditionExpression: `listKey = :list${within(from, to)}`,
        ExpressionAttributeValues: {
          ':list': listKey,
          ...(from !== undefined && { ':from': from }),
          ...(to !== undefined && { ':to': to }),
        },
        ScanIndexForward: direction === 'ascending',
        Limit: pageSize,
        ...(start && { ExclusiveStartKey: start }),
      }),
    );
    yield* (page.Items ?? []) as Required<Row>[];
    start = page.LastEvaluatedKey;
  } while (start);
}

/** A key condition has one condition on the sort text. */
function within(from: string | undefined, to: string | undefined): string {
  if (from !== undefined && to !== undefined) return ' AND listSort BETWEEN :from AND :to';
  if (from !== undefined) return ' AND listSort >= :from';
  return to === undefined ? '' : ' AND listSort <= :to';
}
