import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Requeue } from '../../core/delivery/manual-try';
import { asSeen, transition, type Next } from '../../core/delivery/transitions';
import { dueAfterSweep } from '../../core/delivery/wake-up';
import { keptUntil } from '../../core/retention';
import { deliveryUpdate } from './delivery-write';
import { deadLetterKey, dueShard } from './keys';
import type { Write } from './transact';

/** Moves of deliveries that a person or a job asks for, as items of a transaction. */
export class Redeliveries {
  constructor(
    readonly tables: DynamoDBDocumentClient,
    readonly table: string,
    private retentionDays: number,
  ) {}

  /**
   * Back to `queued`, in the due index from now on: should the message that follows get lost, the sweep sends
   * another one. A dead row's dead letter goes with it.
   */
  requeueWrites(row: DeliveryRow, change: Requeue, nowMs: number): Write[] {
    const dueAt = dueAfterSweep({ nextAt: nowMs, dueAt: nowMs }, nowMs);
    // A fallback stays: a replay that was parked or held on its way is still none that may begin a chain.
    const queued = { ...change, state: 'queued' as const, dueShard: dueShard(row.id), dueAt };
    return [this.move(row, queued), ...this.letterGone(row)];
  }

  /** Ended by somebody's decision; it and its event are forgotten together. */
  discardWrites(row: DeliveryRow, reason: string, nowMs: number): Write[] {
    const expiresAt = keptUntil(row.acceptedAt, nowMs, this.retentionDays);
    return [this.move(row, { state: 'discarded', reason, expiresAt }), ...this.letterGone(row)];
  }

  private move(row: DeliveryRow, next: Next): Write {
    return {
      item: { Update: deliveryUpdate(this.table, row.id, transition(asSeen(row), next)) },
      otherwise: new ChangedMeanwhile('delivery'),
    };
  }

  private letterGone({ id, state }: DeliveryRow): Write[] {
    return state === 'dead' ? [{ item: { Delete: { TableName: this.table, Key: deadLetterKey(id) } } }] : [];
  }
}
