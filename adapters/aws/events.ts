import { GetCommand, PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEntry } from '../../core/event/event';
import { ifConditionHolds } from './if-condition-holds';
import { conflictKey, eventKey, eventListKey, listSort } from './keys';

const DAY_SECONDS = 86_400;

/** `replayed`: died before routing and is on the bus once more. */
export type EventState = 'routed' | 'filtered' | 'dead' | 'replayed';

export interface EventRow extends Omit<EventEntry, 'v'> {
  state: EventState;
  /** Ids of the subscriptions that matched when it was first routed: the list that every repeat uses. */
  matched: string[];
  reason?: string;
  expiresAt: number;
  listKey: string;
  listSort: string;
}

/** The events table. */
export class Events {
  constructor(
    readonly tables: DynamoDBDocumentClient,
    readonly table: string,
    private retentionDays: number,
  ) {}

  async get(project: string, event: string): Promise<EventRow | undefined> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: eventKey(project, event), ConsistentRead: true }),
    );
    return Item as EventRow | undefined;
  }

  /** The item of a row as it is first written; by whom depends on how the event fared. */
  item(
    entry: EventEntry,
    state: EventState,
    matched: string[],
    reason?: string,
  ): Record<string, unknown> & EventRow {
    const { v: _, ...attributes } = entry;
    return {
      ...attributes,
      // After what came over the bus: no entry chooses the row that it is written to.
      ...eventKey(entry.project, entry.id),
      state,
      matched,
      ...(reason === undefined ? {} : { reason }),
      expiresAt: Math.ceil(entry.receivedAt / 1_000) + this.retentionDays * DAY_SECONDS,
      listKey: eventListKey(entry.project, entry.id),
      listSort: listSort(entry.receivedAt, entry.id),
    };
  }

  /**
   * Writes the event with the subscriptions that it matched, once (SEMANTICS 1.3). Answers the row that stands:
   * this one, or the one that an earlier run or an earlier post has written.
   */
  async putRouted(entry: EventEntry, matched: string[], now: number): Promise<EventRow> {
    const item = this.item(entry, matched.length > 0 ? 'routed' : 'filtered', matched);
    const put = new PutCommand({
      TableName: this.table,
      Item: item,
      ...unrouted(now),
    });
    if (await ifConditionHolds(() => this.tables.send(put))) return item;
    const standing = await this.get(entry.project, entry.id);
    if (!standing) throw new Error(`The row of ${entry.id} is there and is not: it expired meanwhile`);
    return standing;
  }

  /** The put, for a transaction, of an event that could not be routed; its condition fails if it was. */
  unroutedPut(entry: EventEntry, reason: string, now: number) {
    return { Put: { TableName: this.table, Item: this.item(entry, 'dead', [], reason), ...unrouted(now) } };
  }

  /** Notes a repeat with another body, once for each body: never delivered, only listed (SEMANTICS 1.1). */
  async putConflict(entry: EventEntry, expiresAt: number): Promise<void> {
    const { project, id, contentHash, receivedAt, z } = entry;
    await this.tables.send(
      new PutCommand({
        TableName: this.table,
        Item: {
          ...conflictKey(project, id, contentHash),
          project,
          event: id,
          contentHash,
          receivedAt,
          z,
          expiresAt,
        },
      }),
    );
  }
}

/** No row, one that died before routing, or one that has expired and so counts as absent (SEMANTICS 2.7). */
const unrouted = (now: number) => ({
  ConditionExpression: 'attribute_not_exists(pk) OR #state IN (:dead, :replayed) OR expiresAt < :seconds',
  ExpressionAttributeNames: { '#state': 'state' },
  ExpressionAttributeValues: {
    ':dead': 'dead',
    ':replayed': 'replayed',
    ':seconds': Math.floor(now / 1_000),
  },
});
