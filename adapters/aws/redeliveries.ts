import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { Requeue } from '../../core/delivery/manual-try';
import { dueAfterSweep } from '../../core/delivery/wake-up';
import { keptUntil } from '../../core/retention';
import { assignments } from './assignments';
import { deadLetterKey, deliveryKey, dueShard } from './keys';
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
    const set = assignments({ ...change, dueShard: dueShard(row.id), dueAt, state: 'queued' });
    return [
      // A fallback stays: a replay that was parked or held on its way is still none that may begin a chain.
      this.move(row, set, ['expiresAt', 'reason', 'nextAt', 'slot', 'leaseUntil']),
      ...this.letterGone(row),
    ];
  }

  /** Ended by somebody's decision; it and its event are forgotten together. */
  discardWrites(row: DeliveryRow, reason: string, nowMs: number): Write[] {
    const expiresAt = keptUntil(row.acceptedAt, nowMs, this.retentionDays);
    const set = assignments({ state: 'discarded', reason, expiresAt });
    return [
      this.move(row, set, ['nextAt', 'slot', 'leaseUntil', 'dueShard', 'dueAt', 'z', 'fallback']),
      ...this.letterGone(row),
    ];
  }

  private move(row: DeliveryRow, set: ReturnType<typeof assignments>, gone: string[]): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: deliveryKey(row.id),
          UpdateExpression: `${set.expression} REMOVE ${gone.map((name) => `#${name}`).join(', ')}`,
          ConditionExpression: '#state = :seen AND attempt = :n',
          ExpressionAttributeNames: {
            ...set.names,
            ...Object.fromEntries(gone.map((name) => [`#${name}`, name])),
            '#state': 'state',
          },
          ExpressionAttributeValues: { ...set.values, ':seen': row.state, ':n': row.attempt },
        },
      },
      otherwise: new ChangedMeanwhile('delivery'),
    };
  }

  private letterGone({ id, state }: DeliveryRow): Write[] {
    return state === 'dead' ? [{ item: { Delete: { TableName: this.table, Key: deadLetterKey(id) } } }] : [];
  }
}
