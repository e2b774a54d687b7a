import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deliveryId } from '../../core/delivery/delivery-id';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import type { EventEntry } from '../../core/event/event';
import { deadLetterPut, deathPuts } from './dead-letters';
import type { Deliveries } from './deliveries';
import type { Events } from './events';
import { ifConditionHolds } from './if-condition-holds';
import { deliveryKey } from './keys';
import { idOf, newDelivery } from './new-delivery';

/** When something dies (epoch ms), and when that is forgotten (epoch seconds). */
interface End {
  now: number;
  expiresAt: number;
}

/** Makes dead letters of messages that died in a queue (SEMANTICS 2.8). */
export class Burials {
  constructor(
    private tables: DynamoDBDocumentClient,
    private events: Events,
    private deliveries: Deliveries,
  ) {}

  /**
   * Only if the row has not ended and still waits for this very attempt, or was never made; false if it has moved
   * on. Throws while somebody holds a lease on it: the message comes back when that is over.
   */
  async delivery(message: DeliveryMessage, reason: string, now: number): Promise<boolean> {
    const id = idOf(message);
    const known = await this.deliveries.get(id);
    if (known?.state === 'leased' && known.attempt === message.attempt && (known.leaseUntil ?? 0) >= now) {
      throw new Error(`Delivery ${id} is being attempted; it can be buried when its lease is over`);
    }
    if (known?.fallback) return this.fallBack(known, message.attempt, now);
    const end = { now, expiresAt: this.deliveries.deadUntil(message, now) };
    const death = known ? this.known(id, message.attempt, reason, end) : this.unknown(message, reason, end);
    const row = { ...newDelivery(message), attempt: message.attempt };
    return this.write([death, ...deathPuts(this.deliveries.table, row, reason, end)]);
  }

  /** Only if the event has not been routed; false if it has. */
  async event(entry: EventEntry, reason: string, now: number): Promise<boolean> {
    return this.write([
      this.events.unroutedPut(entry, reason, now),
      this.letterOf(entry, { kind: 'event', reason, now }),
    ]);
  }

  /** The monitors have not had this event; whether it was routed is another matter. */
  async uncounted(entry: EventEntry, reason: string, now: number): Promise<void> {
    await this.write([this.letterOf(entry, { kind: 'monitor', reason, now })]);
  }

  private letterOf(
    entry: EventEntry,
    { kind, reason, now }: { kind: 'event' | 'monitor'; reason: string; now: number },
  ) {
    const { project, id: event, type, receivedAt: acceptedAt } = entry;
    const id = deliveryId(project, event, kind === 'event' ? '' : 'monitor');
    const what = { id, kind, project, event, type, acceptedAt, reason, at: now };
    return deadLetterPut(
      this.deliveries.table,
      { ...what, entry: JSON.stringify(entry) },
      this.deliveries.deadUntil({ acceptedAt }, now),
    );
  }

  /** The message of a manual try died: the row is again what it was before, and nothing has died (SEMANTICS 2.8). */
  private async fallBack(row: DeliveryRow, attempt: number, now: number): Promise<false> {
    const update = new UpdateCommand({
      TableName: this.deliveries.table,
      Key: deliveryKey(row.id),
      UpdateExpression:
        'SET #state = :before, attempt = :next, expiresAt = :expiresAt REMOVE fallback, z, leaseUntil, nextAt, slot, dueShard, dueAt',
      ConditionExpression: WAITS_FOR_IT,
      ExpressionAttributeNames: { '#state': 'state' },
      ExpressionAttributeValues: {
        ...waitsFor(attempt, now),
        ...{ ':before': row.fallback, ':next': attempt + 1 },
        ':expiresAt': this.events.expiryOf(row.acceptedAt, now),
      },
    });
    await ifConditionHolds(() => this.tables.send(update));
    return false;
  }

  private known(id: string, attempt: number, reason: string, { now, expiresAt }: End) {
    return {
      Update: {
        TableName: this.deliveries.table,
        Key: deliveryKey(id),
        UpdateExpression:
          'SET #state = :dead, reason = :reason, attempt = :next, expiresAt = :expiresAt REMOVE leaseUntil, nextAt, dueShard, dueAt',
        ConditionExpression: WAITS_FOR_IT,
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: {
          ...waitsFor(attempt, now),
          ...{ ':dead': 'dead', ':reason': reason, ':next': attempt + 1 },
          ':expiresAt': expiresAt,
        },
      },
    };
  }

  private unknown(message: DeliveryMessage, reason: string, { expiresAt }: End) {
    const identity = newDelivery(message);
    return {
      Put: {
        TableName: this.deliveries.table,
        Item: {
          ...deliveryKey(identity.id),
          ...identity,
          ...{ state: 'dead', attempt: message.attempt + 1, chainStart: 1, attempts: [], reason },
          ...(message.z === undefined ? {} : { z: message.z }),
          expiresAt,
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  private async write(
    items: ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems'],
  ): Promise<boolean> {
    const transaction = new TransactWriteCommand({ TransactItems: items });
    return (await ifConditionHolds(() => this.tables.send(transaction))) !== undefined;
  }
}

/** The row has not ended and nobody is at it; this very attempt is its next. */
const WAITS_FOR_IT =
  'attempt = :n AND (#state IN (:waiting, :queued) OR (#state = :leased AND leaseUntil < :now))';

const waitsFor = (attempt: number, now: number) => ({
  ...{ ':waiting': 'waiting', ':queued': 'queued', ':leased': 'leased' },
  ...{ ':n': attempt, ':now': now },
});
