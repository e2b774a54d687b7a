import {
  GetCommand,
  PutCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { withAttempt } from '../../core/delivery/attempts';
import type { Attempt, DeliveryRow, InState } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import {
  expired,
  underLease,
  readyFor,
  transition,
  NO_ROW,
  type Next,
} from '../../core/delivery/transitions';
import { keptUntil } from '../../core/retention';
import { deadUntil, deathPuts } from './dead-letters';
import { deliveryPut, deliveryUpdate } from './delivery-write';
import { ifConditionHolds } from './if-condition-holds';
import { deliveryKey, dueShard, parkedShard } from './keys';
import { idOf, newDelivery } from './new-delivery';

type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

export type Claim = { claimed: DeliveryRow } | { refusedBy: DeliveryRow | undefined };

/** The deliveries table: every move is conditional on the state and the attempt that the caller has seen. */
export class Deliveries {
  constructor(
    readonly tables: DynamoDBDocumentClient,
    readonly table: string,
    private retentionDays: number,
  ) {}

  async get(id: string): Promise<DeliveryRow | undefined> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: deliveryKey(id), ConsistentRead: true }),
    );
    return Item as DeliveryRow | undefined;
  }

  /** Takes the lease for the message's attempt (SEMANTICS 2.2); makes the row if this is the first. */
  async claim(message: DeliveryMessage, now: number, leaseUntil: number): Promise<Claim> {
    const made = message.attempt === 1 ? await this.claimNew(message, now, leaseUntil) : undefined;
    if (made) return { claimed: made };
    const known = await this.claimKnown(message, now, leaseUntil);
    return known ? { claimed: known } : { refusedBy: await this.get(idOf(message)) };
  }

  /** An expired row counts as absent (2.7). */
  private async claimNew(
    message: DeliveryMessage,
    now: number,
    leaseUntil: number,
  ): Promise<DeliveryRow | undefined> {
    const row: InState<'leased'> = { ...newDelivery(message), state: 'leased', leaseUntil };
    const change = transition([NO_ROW, expired({ below: Math.floor(now / 1_000) })], row);
    const put = new PutCommand(deliveryPut(this.table, row.id, change));
    return (await ifConditionHolds(() => this.tables.send(put))) && row;
  }

  private async claimKnown(
    message: DeliveryMessage,
    now: number,
    leaseUntil: number,
  ): Promise<DeliveryRow | undefined> {
    const change = transition(readyFor(message.attempt, now), { state: 'leased', leaseUntil });
    const update = new UpdateCommand({
      ...deliveryUpdate(this.table, idOf(message), change),
      ReturnValues: 'ALL_NEW',
    });
    const answer = await ifConditionHolds(() => this.tables.send(update));
    return answer?.Attributes as DeliveryRow | undefined;
  }

  /** Ends a leased delivery well. False if the lease was lost meanwhile. */
  async succeed(row: DeliveryRow, attempt: Attempt, now: number): Promise<boolean> {
    return this.result(row, {
      state: 'delivered',
      attempt: row.attempt + 1,
      attempts: withAttempt(row.attempts, attempt),
      deliveredAt: now,
      expiresAt: this.expiresAt(row),
    });
  }

  /** A failed attempt that another one follows. `z` makes the row independent of the event's retention. */
  async retryLater(
    row: DeliveryRow,
    attempt: Attempt,
    next: { nextAt: number; dueAt: number; z: string; chainStart?: number },
  ): Promise<boolean> {
    return this.result(row, {
      state: 'waiting',
      attempt: row.attempt + 1,
      attempts: withAttempt(row.attempts, attempt),
      dueShard: dueShard(row.id),
      ...next,
    });
  }

  /**
   * A probe has failed: parked as before, behind all others, so that the next probe is another delivery. It has used
   * up none of its chain. `check` is a condition on the breaker; false if that or the lease was lost meanwhile.
   */
  async parkAgain(
    row: DeliveryRow,
    attempt: Attempt,
    z: string,
    now: number,
    check: TransactItem,
  ): Promise<boolean> {
    const Update = this.resultUpdate(row, {
      state: 'parked',
      attempt: row.attempt + 1,
      chainStart: row.chainStart + 1,
      attempts: withAttempt(row.attempts, attempt),
      dueShard: parkedShard(row.subscription, row.id),
      dueAt: now,
      z,
    });
    return this.together([check, { Update }]);
  }

  /** Keeps a delivery for a subscription that is disabled, until it is recovered. */
  async hold(row: DeliveryRow, z: string, attempt?: Attempt): Promise<boolean> {
    return this.result(row, {
      state: 'held',
      attempt: row.attempt + (attempt ? 1 : 0),
      attempts: attempt ? withAttempt(row.attempts, attempt) : row.attempts,
      z,
    });
  }

  /** A manual try has failed, or could not be made: the row is again what it was before. */
  async fallBack(
    row: DeliveryRow,
    state: 'delivered' | 'dead',
    attempt: Attempt | undefined,
    now: number,
  ): Promise<boolean> {
    return this.result(row, {
      state,
      attempt: row.attempt + 1,
      attempts: attempt ? withAttempt(row.attempts, attempt) : row.attempts,
      expiresAt: state === 'dead' ? this.deadUntil(row, now) : this.expiresAt(row),
    });
  }

  /** Ends a delivery that has nowhere to go any more. */
  async discard(row: DeliveryRow, reason: string): Promise<boolean> {
    return this.result(row, { state: 'discarded', reason, expiresAt: this.expiresAt(row) });
  }

  /**
   * Gives up: the row, its dead letter and the promise of `delivery.dead`, in one transaction. False if the lease
   * was lost meanwhile.
   */
  async giveUp(
    row: DeliveryRow,
    reason: string,
    now: number,
    z?: string,
    attempt?: Attempt,
  ): Promise<boolean> {
    const expiresAt = this.deadUntil(row, now);
    const Update = this.resultUpdate(row, {
      state: 'dead',
      reason,
      attempt: row.attempt + 1,
      attempts: attempt ? withAttempt(row.attempts, attempt) : row.attempts,
      ...(z !== undefined && { z }),
      expiresAt,
    });
    const puts = deathPuts(this.table, row, reason, { now, expiresAt });
    return this.together([{ Update }, ...puts]);
  }

  /** Makes the row of a delivery that waits from the start, because its subscription is disabled. Once only. */
  async putHeld(message: DeliveryMessage, z: string): Promise<void> {
    const change = transition([NO_ROW], { ...newDelivery(message), state: 'held', z });
    const put = new PutCommand(deliveryPut(this.table, idOf(message), change));
    await ifConditionHolds(() => this.tables.send(put));
  }

  /** Epoch seconds at which a row that dies at `now` (ms) is forgotten. */
  deadUntil({ acceptedAt }: Pick<DeliveryRow, 'acceptedAt'>, now: number): number {
    return deadUntil(acceptedAt, now, this.retentionDays);
  }

  /** Only a row that is leased ends, so that its lease says what time it is. */
  private expiresAt({ acceptedAt, leaseUntil = acceptedAt }: DeliveryRow): number {
    return keptUntil(acceptedAt, leaseUntil, this.retentionDays);
  }

  private async together(TransactItems: TransactItem[]): Promise<boolean> {
    const transaction = new TransactWriteCommand({ TransactItems });
    return (await ifConditionHolds(() => this.tables.send(transaction))) !== undefined;
  }

  private async result(row: DeliveryRow, next: Next): Promise<boolean> {
    const update = new UpdateCommand(this.resultUpdate(row, next));
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }

  private resultUpdate(row: DeliveryRow, next: Next) {
    return deliveryUpdate(this.table, row.id, transition(underLease(row), next));
  }
}
