import { DeleteCommand, GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEntry } from '../../core/event/event';
import { dueShard, outboxKey } from './keys';

/** An event of our own that is still to be published, as the sweep finds it. */
export interface OutboxRow {
  pk: string;
  sk: 'outbox';
  entry: EventEntry;
}

/**
 * The put that promises an event: it goes in the transaction of the change that the event tells of, so that a crash
 * after the change cannot silence it. The sweep publishes it and takes the row away.
 */
export const outboxPut = (table: string, entry: EventEntry) => ({
  Put: {
    TableName: table,
    Item: {
      ...outboxKey(entry.id),
      entry,
      project: entry.project,
      dueShard: dueShard(entry.id),
      dueAt: entry.receivedAt,
    },
  },
});

export async function outboxDone(
  tables: DynamoDBDocumentClient,
  table: string,
  { pk, sk }: OutboxRow,
): Promise<void> {
  await tables.send(new DeleteCommand({ TableName: table, Key: { pk, sk } }));
}

/** The promised event of a due row; undefined if another sweep has just published it. */
export async function readOutbox(
  tables: DynamoDBDocumentClient,
  table: string,
  { pk, sk }: { pk: string; sk: string },
): Promise<OutboxRow | undefined> {
  const { Item } = await tables.send(
    new GetCommand({ TableName: table, Key: { pk, sk }, ConsistentRead: true }),
  );
  return Item as OutboxRow | undefined;
}
