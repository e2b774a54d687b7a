import { idOf } from '../../adapters/aws/new-delivery';
import type { Found } from '../../adapters/aws/shelf';
import type { DeliveryMessage } from '../../core/delivery/message';
import { standingOf } from '../../core/delivery/standing';
import { ComeBack } from '../batch';
import { log } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import type { Failures } from './serve';

/** What can be put off, and what is to be attempted because its body is gone, which the attempt then finds out. */
export interface Ready {
  found: Found[];
  bodiless: DeliveryMessage[];
}

/** Drops messages whose delivery is leased by another worker, has ended, or is already at a later attempt. */
export async function ready(
  { shelf, events, now }: Pick<DeliverTools, 'shelf' | 'events' | 'now'>,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<Ready> {
  const rows = await shelf.rowsOf(messages);
  const found: Found[] = [];
  const bodiless: DeliveryMessage[] = [];
  for (const [index, message] of messages.entries()) {
    const row = rows[index];
    const standing = standingOf(row, message.attempt, now());
    if (standing === 'busy') failures.set(message, new ComeBack());
    if (standing === 'stale') log('deliver', { ...deliveryFields(message), outcome: 'stale' });
    if (standing === 'busy' || standing === 'stale') continue;
    const z = message.z ?? row?.z ?? (await events.get(message.project, message.event))?.z;
    if (z === undefined) bodiless.push(message);
    else found.push({ message, row, z });
  }
  return { found, bodiless };
}

/** A batch may hold the same message twice; a transaction may not hold a row twice. */
export function onePerDelivery(messages: readonly DeliveryMessage[], failures: Failures): DeliveryMessage[] {
  const first = new Map<string, DeliveryMessage>();
  for (const message of messages) {
    const id = idOf(message);
    if (first.has(id)) failures.set(message, new ComeBack());
    else first.set(id, message);
  }
  return [...first.values()];
}
