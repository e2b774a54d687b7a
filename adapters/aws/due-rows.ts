import { paginateQuery, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { FairShare } from '../../core/fair-share';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { amendment, STATES } from '../../core/delivery/transitions';
import { rowUpdate } from './delivery-write';
import { ifConditionHolds } from './if-condition-holds';
import { dueShards, INDEX } from './keys';

/** A row of a due index: the keys, when it is due, and what the index projects of the rest. */
export interface DueRow {
  pk: string;
  sk: string;
  dueAt: number;
  nextAt?: number;
  attempt?: number;
  project?: string;
}

const PAGE = 100;
/** Rows that are kept while other projects have their turn. */
const PUT_ASIDE = 2_000;

export interface Due {
  /** Epoch ms. */
  until: number;
  /** Counts the runs: each begins at another shard, so that none is always the last. */
  run?: number;
}

/**
 * The rows of a table that are due, page by page, earliest first in each shard, and fairly: of each project `share` rows
 * before any project has more. `see` is told of every row that is read.
 */
export async function* fairDueRows(
  tables: DynamoDBDocumentClient,
  table: string,
  {
    share,
    see,
    where = () => true,
    ...due
  }: Due & {
    share: number;
    see?: (rows: readonly DueRow[]) => void;
    where?: (row: DueRow) => boolean;
  },
): AsyncGenerator<DueRow[]> {
  const fair = new FairShare<DueRow>(share, PUT_ASIDE);
  for await (const rows of dueRows(tables, table, due)) {
    see?.(rows);
    yield fair.admit(rows.filter(where));
  }
  const rest = fair.rest();
  for (let at = 0; at < rest.length; at += PAGE) yield rest.slice(at, at + PAGE);
}

/** The rows of a table that are due, page by page, earliest first in each shard. */
export async function* dueRows(
  tables: DynamoDBDocumentClient,
  table: string,
  { until, run = 0 }: Due,
): AsyncGenerator<DueRow[]> {
  const shards = dueShards();
  const first = run % shards.length;
  for (const shard of [...shards.slice(first), ...shards.slice(0, first)]) {
    const pages = paginateQuery(
      { client: tables, pageSize: PAGE },
      {
        TableName: table,
        IndexName: INDEX.due,
        KeyConditionExpression: 'dueShard = :shard AND dueAt <= :until',
        ExpressionAttributeValues: { ':shard': shard, ':until': until },
      },
    );
    for await (const { Items } of pages) if (Items && Items.length > 0) yield Items as DueRow[];
  }
}

/**
 * The claim of a due delivery: moves its wake-up forward if the row is still as the index showed it, and answers the
 * row. Undefined if somebody else was faster or the row has moved on.
 */
export async function moveWakeUp(
  tables: DynamoDBDocumentClient,
  table: string,
  { pk, sk, dueAt, attempt }: DueRow,
  next: number,
): Promise<DeliveryRow | undefined> {
  const found = STATES.map((state) => ({ state, where: { dueAt, attempt } }));
  const update = new UpdateCommand({
    ...rowUpdate(table, { pk, sk }, amendment(found, { dueAt: next })),
    ReturnValues: 'ALL_NEW',
  });
  const answer = await ifConditionHolds(() => tables.send(update));
  return answer?.Attributes as DeliveryRow | undefined;
}
