import { TransactWriteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { deliveryId } from '../../core/delivery/delivery-id';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import type { EventEntry } from '../../core/event/event';
import { readyFor, transition, NO_ROW } from '../../core/delivery/transitions';
import { deadLetterPut, deathPuts } from './dead-letters';
import type { Deliveries } from './deliveries';
import { deliveryPut, deliveryUpdate } from './delivery-write';
import type { Events } from './events';
import { ifConditionHolds } from './if-condition-holds';
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
    if (known?.state === 'leased' && known.attempt === message.attempt && known.leaseUntil >= now) {
      throw new Error(`Delivery ${id} is being attempted; it can be buried when its lease is over`);
    }
    if (known?.fallback) return this.fallBack({ ...known, fallback: known.fallback }, message.attempt, now);
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
  private async fallBack(
    { id, acceptedAt, fallback: state }: DeliveryRow & { fallback: 'delivered' | 'dead' },
    attempt: number,
    now: number,
  ): Promise<false> {
    const expiresAt = this.events.expiryOf(acceptedAt, now);
    const change = transition(readyFor(attempt, now), { state, attempt: attempt + 1, expiresAt });
    const update = new UpdateCommand(deliveryUpdate(this.deliveries.table, id, change));
    await ifConditionHolds(() => this.tables.send(update));
    return false;
  }

  private known(id: string, attempt: number, reason: string, { now, expiresAt }: End) {
    const next = { state: 'dead' as const, reason, attempt: attempt + 1, expiresAt };
    const change = transition(readyFor(attempt, now), next);
    return { Update: deliveryUpdate(this.deliveries.table, id, change) };
  }

  private unknown(message: DeliveryMessage, reason: string, { expiresAt }: End) {
    const { z, attempt } = message;
    const change = transition([NO_ROW], {
      ...newDelivery(message),
      ...{ state: 'dead', attempt: attempt + 1, reason, expiresAt },
      ...(z !== undefined && { z }),
    });
    return { Put: deliveryPut(this.deliveries.table, idOf(message), change) };
  }

  private async write(
    items: ConstructorParameters<typeof TransactWriteCommand>[0]['TransactItems'],
  ): Promise<boolean> {
    const transaction = new TransactWriteCommand({ TransactItems: items });
    return (await ifConditionHolds(() => this.tables.send(transaction))) !== undefined;
  }
}
