import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Breaker } from '../../core/delivery/breaker';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import type { PendingDelivery } from '../../core/delivery/pending-delivery';
import type { Slot } from '../../core/delivery/rate-limit';
import { asSeen, expired, transition, NO_ROW, type Next } from '../../core/delivery/transitions';
import type { Breakers } from './breakers';
import { deliveryPut, deliveryUpdate } from './delivery-write';
import { ifConditionHolds } from './if-condition-holds';
import { deliveryKey, dueShard, parkedShard } from './keys';
import { idOf, newDelivery } from './new-delivery';
import { getRows } from './read';

/** Deliveries that are put off or end before an attempt: their endpoint is down or paused, or people want quiet. */
export class Shelf {
  constructor(
    readonly tables: DynamoDBDocumentClient,
    readonly table: string,
    private breakers: Breakers,
  ) {}

  /** The rows of messages, in their order; undefined for those that have none. */
  async rowsOf(messages: readonly DeliveryMessage[]): Promise<(DeliveryRow | undefined)[]> {
    const ids = messages.map(idOf);
    // Expired ones too: a write that replaces a row has to know that it is there.
    const rows = await getRows<DeliveryRow>(this.tables, this.table, [...new Set(ids)].map(deliveryKey), 0);
    const byId = new Map(rows.map((row) => [row.id, row]));
    return ids.map((id) => byId.get(id));
  }

  /**
   * Parks deliveries of one endpoint, on condition that its breaker is as it was seen (SEMANTICS 2.5). All or none:
   * false if the breaker or a row has changed meanwhile, or another transaction was at one of them.
   */
  async park(pending: readonly PendingDelivery[], breaker: Breaker): Promise<boolean> {
    const items = pending.map((one) => this.write(one, parked(one)));
    try {
      const TransactItems = [this.breakers.stillOpen(breaker), ...items];
      await this.tables.send(new TransactWriteCommand({ TransactItems }));
      return true;
    } catch (error) {
      if (error instanceof TransactionCanceledException) return false;
      throw error;
    }
  }

  /** Has a delivery wait for its turn. False if the row has changed meanwhile. */
  async defer(pending: PendingDelivery, slot: Slot, dueAt: number): Promise<boolean> {
    return this.one(pending, waiting(pending, Math.floor(slot.at), dueAt, slot));
  }

  /** Has a delivery wait, for no turn but a time. False if the row has changed meanwhile. */
  async postpone(pending: PendingDelivery, nextAt: number, dueAt: number): Promise<boolean> {
    return this.one(pending, waiting(pending, nextAt, dueAt));
  }

  /** Ends a delivery without an attempt (SEMANTICS 6). False if the row has changed meanwhile. */
  async withhold(pending: PendingDelivery, reason: string, expiresAt: number): Promise<boolean> {
    return this.one(pending, { state: 'withheld', reason, expiresAt });
  }

  /** What has it wait in a group, for a transaction. */
  joining(pending: PendingDelivery, notice: string, dueAt: number) {
    const { message, z } = pending;
    return this.write(pending, { state: 'grouped', notice, dueAt, dueShard: dueShard(idOf(message)), z });
  }

  private async one(pending: PendingDelivery, next: Next): Promise<boolean> {
    const item = this.write(pending, next);
    const send = (): Promise<unknown> =>
      'Put' in item
        ? this.tables.send(new PutCommand(item.Put))
        : this.tables.send(new UpdateCommand(item.Update));
    return (await ifConditionHolds(send)) !== undefined;
  }

  /** Conditional on the row that was read. An expired one is replaced. */
  private write({ message, row }: PendingDelivery, next: Next) {
    if (row && row.attempt === message.attempt && row.expiresAt === undefined)
      return { Update: deliveryUpdate(this.table, row.id, transition(asSeen(row), next)) };
    const from = row?.expiresAt === undefined ? NO_ROW : expired(row.expiresAt);
    const change = transition([from], { ...newDelivery(message), ...next });
    return { Put: deliveryPut(this.table, idOf(message), change) };
  }
}

const waiting = ({ message, z }: PendingDelivery, nextAt: number, dueAt: number, slot?: Slot): Next => ({
  ...{ state: 'waiting', nextAt, dueAt, dueShard: dueShard(idOf(message)), z },
  ...(slot && { slot }),
});

/** Oldest events first: that is the order in which they follow. */
const parked = ({ message, z }: PendingDelivery): Next => ({
  state: 'parked',
  dueShard: parkedShard(message.subscription, idOf(message)),
  dueAt: message.acceptedAt,
  z,
});
