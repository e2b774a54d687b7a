import { paginateQuery, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { ifConditionHolds } from './if-condition-holds';
import { dueShards, INDEX } from './keys';

/** A row of a due index: the keys, when it is due, and what the index projects of the rest. */
export interface DueRow {
  pk: string;
  sk: string;
  dueAt: number;
  nextAt?: number;
  attempt?: number;
}

const PAGE = 100;

/** The rows of a table that are due by `until` (epoch ms), earliest first in each shard, page by page. */
export async function* dueRows(
  tables: DynamoDBDocumentClient,
  table: string,
  until: number,
): AsyncGenerator<DueRow[]> {
  for (const shard of dueShards()) {
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
  const update = new UpdateCommand({
    TableName: table,
    Key: { pk, sk },
    UpdateExpression: 'SET dueAt = :next',
    ConditionExpression: 'dueAt = :seen AND attempt = :n',
    ExpressionAttributeValues: { ':next': next, ':seen': dueAt, ':n': attempt },
    ReturnValues: 'ALL_NEW',
  });
  const answer = await ifConditionHolds(() => tables.send(update));
  return answer?.Attributes as DeliveryRow | undefined;
}
