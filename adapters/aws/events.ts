import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEntry } from '../../core/event/event';
import { keptUntil } from '../../core/retention';
import { ifConditionHolds } from './if-condition-holds';
import { conflictKey, eventKey, eventListKey, listSort } from './keys';

/** `replayed`: died before routing and is on the bus once more. */
export type EventState = 'routed' | 'filtered' | 'dead' | 'replayed';

export interface EventRow extends Omit<EventEntry, 'v'> {
  state: EventState;
  /** Ids of the subscriptions that matched when it was first routed: the list that every repeat uses. */
  matched: string[];
  /** Epoch ms at which `matched` was last written: messages for deliveries without a row were sent soon after. */
  matchedAt?: number;
  /** Epoch ms at which it was put on the bus once more. */
  replayedAt?: number;
  reason?: string;
  expiresAt: number;
  listKey: string;
  listSort: string;
}

/**
 * A list of this length and the largest body fit into one row (test/adapters/aws/row-sizes.test.ts). A project's
 * subscriptions are fewer; but one that is gone stays in the lists, and its successor is added to them.
 */
export const MOST_MATCHED = 1_500;

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

  /** Epoch seconds; the same for the event and for its deliveries that end at `now` (ms). */
  expiryOf(acceptedAt: number, now: number): number {
    return keptUntil(acceptedAt, now, this.retentionDays);
  }

  /** The item of a row as it is first written; by whom depends on how the event fared. */
  item(
    entry: EventEntry,
    state: EventState,
    matched: string[],
    now: number,
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
      expiresAt: this.expiryOf(entry.receivedAt, now),
      listKey: eventListKey(entry.project, entry.id),
      listSort: listSort(entry.receivedAt, entry.id),
    };
  }

  /**
   * Writes the event with the subscriptions that it matched, once (SEMANTICS 1.3). Answers the row that stands:
   * this one, or the one that an earlier run or an earlier post has written.
   */
  async putRouted(entry: EventEntry, matched: string[], now: number): Promise<EventRow> {
    const state = matched.length > 0 ? 'routed' : 'filtered';
    const item = { ...this.item(entry, state, matched, now), matchedAt: now };
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
    return {
      Put: { TableName: this.table, Item: this.item(entry, 'dead', [], now, reason), ...unrouted(now) },
    };
  }

  /** Notes that an event that died before routing is on the bus once more. False if it was routed meanwhile. */
  async putReplayed(entry: EventEntry, now: number): Promise<boolean> {
    const Item = { ...this.item(entry, 'replayed', [], now), replayedAt: now };
    const put = new PutCommand({ TableName: this.table, Item, ...unrouted(now) });
    return (await ifConditionHolds(() => this.tables.send(put))) !== undefined;
  }

  /**
   * Adds a subscription to those that a routed event is for, before anything is sent to it: a repeat of the event
   * uses the list as it is then. False if the event is not routed, has expired, has it already, or has no room for it.
   */
  async addMatched(project: string, event: string, subscription: string, now: number): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: eventKey(project, event),
      UpdateExpression: 'SET matched = list_append(matched, :one), #state = :routed, matchedAt = :now',
      ConditionExpression:
        '#state IN (:routed, :filtered) AND expiresAt > :seconds AND NOT contains(matched, :subscription) AND size(matched) < :most',
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...{ ':one': [subscription], ':subscription': subscription, ':now': now },
        ...{ ':most': MOST_MATCHED },
        ...{ ':routed': 'routed', ':filtered': 'filtered', ':seconds': Math.floor(now / 1_000) },
      },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }

  /** Notes that a message is sent anew to a subscription that is in the list. False if it is not, or has expired. */
  async touchMatched(project: string, event: string, subscription: string, now: number): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: eventKey(project, event),
      UpdateExpression: 'SET matchedAt = :now',
      ConditionExpression: 'contains(matched, :subscription) AND expiresAt > :seconds',
      ExpressionAttributeValues: {
        ':now': now,
        ':subscription': subscription,
        ':seconds': Math.floor(now / 1_000),
      },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
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
