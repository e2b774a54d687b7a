import type { DeliveryRow } from '../../core/delivery/delivery';
import { tellsPeople } from '../../core/destination/destination';
import type { Subscription } from '../../core/subscription/subscription';
import type { DeliverTools } from './deliverer';
import { tellingOf } from './telling';

/** How an alert went on is told where its beginning was, whatever the subscription has become since (SEMANTICS 6.3). */
export async function addressee(
  { ledgers, now }: Pick<DeliverTools, 'ledgers' | 'now'>,
  { type, test }: DeliveryRow,
  subscription: Subscription,
  z: string,
): Promise<Subscription> {
  if (test || type === 'alert.firing' || !tellsPeople(subscription.destination)) return subscription;
  const telling = tellingOf(type, z);
  const ledger =
    telling && (await ledgers.get({ alert: telling.data.id, subscription: subscription.id }, now()));
  if (!ledger?.destination) return subscription;
  const { credential: _, ...rest } = subscription;
  const { destination, credential } = ledger;
  return { ...rest, destination, ...(credential !== undefined && { credential }) };
}
