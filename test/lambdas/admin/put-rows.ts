import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { deadLetterPut } from '../../../adapters/aws/dead-letters';
import { deadLetterKey, deliveryKey } from '../../../adapters/aws/keys';
import { newDelivery } from '../../../adapters/aws/new-delivery';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import type { World } from './world';

type Key = { pk: string; sk: string };

let number = 0;

/** Puts rows into the tables of a world as the functions would have left them. */
export class PutRows {
  constructor(
    private world: World,
    private project: string,
  ) {}

  async event(state: 'routed' | 'filtered' | 'dead', matched: string[]): Promise<EventEntry> {
    const id = `evt_${String(++number).padStart(32, 'f')}`;
    const at = this.world.clock.now++;
    const entry: EventEntry = {
      ...{ v: 1, id, project: this.project, type: 'a', source: 'bot', time: at, receivedAt: at },
      ...{ contentHash: id, z: compress(`{"id":"${id}","type":"a","source":"bot","data":{}}`) },
    };
    await this.put('events', this.world.admin.events.item(entry, state, matched, at));
    if (state === 'dead') await this.letter('event', deliveryId(this.project, id, ''), id, at);
    return entry;
  }

  /** A routed event and its delivery in some state; if that is dead, with its dead letter. */
  async delivery(subscription: string, row: Partial<DeliveryRow>): Promise<DeliveryRow> {
    const event = await this.event('routed', [subscription]);
    const made = {
      ...newDelivery(deliveryMessage(event, subscription)),
      ...{ state: 'delivered', attempt: 2, chainStart: 1, attempts: [] },
      ...row,
    } as DeliveryRow;
    await this.put('deliveries', { ...deliveryKey(made.id), ...made });
    if (made.state === 'dead') await this.letter('delivery', made.id, made.event, made.acceptedAt);
    return made;
  }

  async stored(id: string): Promise<DeliveryRow | undefined> {
    const Key = deliveryKey(id);
    return (await this.world.tables.send(new GetCommand({ TableName: 'deliveries', Key }))).Item as
      DeliveryRow | undefined;
  }

  async hasLetter(id: string): Promise<boolean> {
    const Key = deadLetterKey(id);
    const { Item } = await this.world.tables.send(new GetCommand({ TableName: 'deliveries', Key }));
    return Item !== undefined;
  }

  async put(TableName: string, Item: Record<string, unknown>): Promise<void> {
    await this.world.tables.send(new PutCommand({ TableName, Item }));
  }

  async remove(TableName: string, Key: Key): Promise<void> {
    await this.world.tables.send(new DeleteCommand({ TableName, Key }));
  }

  private async letter(
    kind: 'event' | 'delivery',
    id: string,
    event: string,
    acceptedAt: number,
  ): Promise<void> {
    const what = {
      id,
      kind,
      project: this.project,
      event,
      type: 'a',
      reason: 'x',
      acceptedAt,
      at: acceptedAt,
    };
    const { Put } = deadLetterPut('deliveries', what, Math.floor(acceptedAt / 1_000) + 999_999);
    await this.world.tables.send(new PutCommand(Put));
  }
}
