import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  DeleteCommand,
  GetCommand,
  paginateQuery,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import { deliveryId } from '../../core/delivery/delivery-id';
import type { PendingDelivery } from '../../core/delivery/pending-delivery';
import type { DeliveryRow } from '../../core/delivery/delivery';
import {
  amendment,
  asSeen,
  memberOf,
  transition,
  NO_ROW,
  type Change,
  type Ending,
  type Next,
} from '../../core/delivery/transitions';
import { capHour, NOTICE } from '../../core/notice/grouping';
import type { Member } from '../../core/notice/content';
import { conditionMembers, conditions } from './assignments';
import { deliveryPut, deliveryUpdate } from './delivery-write';
import { ifConditionHolds } from './if-condition-holds';
import { deliveryKey, deliveryListKey, dueShard, groupingKey, listSort, memberKey, rateCapKey } from './keys';
import type { Shelf } from './shelf';

/** After so long the sweep looks whether the notice has ended. */
const GRACE_MS = 10 * 60_000;
/** A transaction takes 100 items: the notice, and two for each member. */
export const JOIN_AT_ONCE = 40;
/** A group that nothing has come to for so long begins with number 1 again, under an id that was never used. */
const FORGOTTEN_AFTER_SECONDS = 400 * 86_400;
const HOUR_MS = 3_600_000;

/** The notice that is open for a group. */
export interface Open {
  number: number;
  flushAt: number;
}

/** Where the rows of a notice belong. */
export interface NoticeOf {
  project: string;
  subscription: string;
  notice: string;
}

export interface Joining {
  pending: PendingDelivery;
  member: Member;
}

/** Groups of what is sent together, and their notices (SEMANTICS 6.2). */
export class Groupings {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { monitoringTable: string; deliveriesTable: string },
    private shelf: Shelf,
  ) {}

  /** The notice that what comes now is to join: the one that waits, or the next. */
  async open(
    { subscription, group }: { subscription: string; group: string },
    { now, waitMs, after = 0 }: { now: number; waitMs: number; after?: number },
  ): Promise<Open> {
    const TableName = this.names.monitoringTable;
    const Key = groupingKey(subscription, group);
    const { Item } = await this.tables.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    const known = Item as Open | undefined;
    if (known && known.number > after && known.flushAt > now) return known;
    const next = { number: (known?.number ?? 0) + 1, flushAt: now + waitMs };
    const put = new PutCommand({
      TableName,
      Item: { ...Key, ...next, expiresAt: Math.ceil(now / 1_000) + FORGOTTEN_AFTER_SECONDS },
      ConditionExpression: known ? '#number = :seen' : 'attribute_not_exists(pk)',
      ...(known && {
        ExpressionAttributeNames: { '#number': 'number' },
        ExpressionAttributeValues: { ':seen': known.number },
      }),
    });
    if (await ifConditionHolds(() => this.tables.send(put))) return next;
    return this.open({ subscription, group }, { now, waitMs, after });
  }

  /** A notice is a delivery of its own, that waits for its time. False if it is there already. */
  async putNotice(
    { project, subscription, notice }: NoticeOf,
    { at, ...rest }: { at: number; dueAt: number; digest?: true; z?: string },
  ): Promise<boolean> {
    const id = deliveryId(project, notice, subscription);
    const change = transition([NO_ROW], {
      ...{ id, project, event: notice, subscription, type: NOTICE, acceptedAt: at },
      ...{ state: 'waiting', attempt: 1, chainStart: 1, attempts: [] },
      ...{ nextAt: at, dueShard: dueShard(id), listKey: deliveryListKey(subscription, id) },
      ...{ listSort: listSort(at, id), ...rest },
    });
    const put = new PutCommand(deliveryPut(this.names.deliveriesTable, id, change));
    return (await ifConditionHolds(() => this.tables.send(put))) !== undefined;
  }

  /** At most `JOIN_AT_ONCE`. `closed`: its members have been counted; `busy`: one of the rows has changed meanwhile. */
  async join(
    { project, subscription, notice }: NoticeOf,
    joining: readonly Joining[],
    flushAt: number,
  ): Promise<'joined' | 'closed' | 'busy'> {
    const check = {
      ConditionCheck: {
        TableName: this.names.deliveriesTable,
        Key: deliveryKey(deliveryId(project, notice, subscription)),
        ...conditionMembers(conditions([{ state: 'waiting', frozenAt: undefined }])),
      },
    };
    const writes = joining.flatMap(({ pending, member }) => [
      this.shelf.joining(pending, notice, flushAt + GRACE_MS),
      {
        Put: {
          TableName: this.names.monitoringTable,
          Item: { ...memberKey(notice, member.delivery), ...member },
        },
      },
    ]);
    try {
      await this.tables.send(new TransactWriteCommand({ TransactItems: [check, ...writes] }));
      return 'joined';
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      return error.CancellationReasons?.[0]?.Code === 'ConditionalCheckFailed' ? 'closed' : 'busy';
    }
  }

  /** Closes it to more members. False if another worker is freezing it, or if it is past this attempt. */
  async freeze({ id, attempt }: DeliveryRow, now: number, patienceMs: number): Promise<boolean> {
    const found = [undefined, { below: now - patienceMs }].map((frozenAt) => ({
      state: 'waiting' as const,
      where: { attempt, z: undefined, frozenAt },
    }));
    return (await this.write(id, amendment(found, { frozenAt: now }))) !== undefined;
  }

  /** Writes the text of the notice, or the one that it had before. False if its row was changed meanwhile. */
  async say(row: DeliveryRow, z: string): Promise<boolean> {
    return (await this.write(row.id, amendment(asSeen(row), { z }))) !== undefined;
  }

  /** A member is delivered on its own again: it waits for its own attempt. Undefined if it was released before. */
  async release(notice: string, delivery: string, now: number): Promise<DeliveryRow | undefined> {
    const next: Next = {
      ...{ state: 'waiting', nextAt: now, dueAt: now, dueShard: dueShard(delivery) },
      notice: undefined,
    };
    const released = await this.write(delivery, transition(memberOf(notice), next));
    if (released) await this.forget(notice, [delivery]);
    return released;
  }

  /** The members of a notice, page by page. */
  async *members(notice: string): AsyncGenerator<Member[]> {
    const pages = paginateQuery(
      { client: this.tables },
      {
        TableName: this.names.monitoringTable,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :member)',
        ExpressionAttributeValues: { ':pk': memberKey(notice, '').pk, ':member': 'member#' },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) if (Items && Items.length > 0) yield Items as Member[];
  }

  /** The next worker on the notice does not find them any more. */
  async forget(notice: string, deliveries: readonly string[]): Promise<void> {
    await Promise.all(
      deliveries.map((delivery) =>
        this.tables.send(
          new DeleteCommand({ TableName: this.names.monitoringTable, Key: memberKey(notice, delivery) }),
        ),
      ),
    );
  }

  /** A member has the result of its notice, which keeps the body. Undefined if it had one. */
  end(notice: string, delivery: string, ending: Ending): Promise<DeliveryRow | undefined> {
    const next: Next = ending.state === 'dead' ? { ...ending, z: undefined } : ending;
    return this.write(delivery, transition(memberOf(notice), next));
  }

  private async write(delivery: string, change: Change): Promise<DeliveryRow | undefined> {
    const update = new UpdateCommand({
      ...deliveryUpdate(this.names.deliveriesTable, delivery, change),
      ReturnValues: 'ALL_NEW',
    });
    return (await ifConditionHolds(() => this.tables.send(update)))?.Attributes as DeliveryRow | undefined;
  }

  /** The message counts for this hour. False if there have been `perHour`. */
  async countMessage(subscription: string, perHour: number, now: number): Promise<boolean> {
    const hour = capHour(now);
    const update = new UpdateCommand({
      TableName: this.names.monitoringTable,
      Key: rateCapKey(subscription, hour),
      UpdateExpression: 'ADD sent :one SET expiresAt = :end',
      ConditionExpression: 'attribute_not_exists(sent) OR sent < :most',
      ExpressionAttributeValues: { ':one': 1, ':most': perHour, ':end': (hour + 2 * HOUR_MS) / 1_000 },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }
}
