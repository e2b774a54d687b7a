import type { DataKeys } from '../../adapters/aws/data-keys';
import type { DeliverQueue } from '../../adapters/aws/deliver-queue';
import type { Deliveries } from '../../adapters/aws/deliveries';
import type { Events } from '../../adapters/aws/events';
import type { Poster } from '../../adapters/http/poster';
import type { DeliveryRow } from '../../core/delivery/delivery';
import type { DeliveryMessage } from '../../core/delivery/message';
import { refusedClaim } from '../../core/delivery/refused-claim';
import { ComeBack } from '../batch';
import { log } from '../log';
import { attempt } from './attempt';
import { conclude } from './conclude';
import type { SubscriptionReader } from './subscription-reader';

export interface DeliverTools {
  deliveries: Deliveries;
  events: Events;
  subscriptions: SubscriptionReader;
  dataKeys: DataKeys;
  poster: Poster;
  queue: DeliverQueue;
  /** Disables a subscription whose endpoint is gone, and promises the event that tells of it. */
  disable: (project: string, subscription: string) => Promise<void>;
  version: string;
  now: () => number;
  random: () => number;
}

/**
 * How long a claim lasts: beyond the function's timeout (40 s), so that whoever holds it is done or dead, and within
 * the queue's visibility (240 s), so that the message finds it expired when it comes back (SEMANTICS 2.2).
 */
const LEASE_MS = 60_000;

/** One attempt of one delivery. A fault of our own is thrown: the message comes back and nothing was used up. */
export async function deliver(tools: DeliverTools, message: DeliveryMessage): Promise<void> {
  const now = tools.now();
  const claim = await tools.deliveries.claim(message, now, now + LEASE_MS);
  if ('refusedBy' in claim) {
    if (refusedClaim(claim.refusedBy, message.attempt) === 'busy') throw new ComeBack();
    return;
  }
  const outcome = await proceed(tools, claim.claimed, message);
  const { id, project, event, subscription, attempt: n } = claim.claimed;
  log('deliver', { delivery: id, project, event, subscription, attempt: n, ...outcome });
}

async function proceed(
  tools: DeliverTools,
  row: DeliveryRow,
  message: DeliveryMessage,
): Promise<Record<string, unknown>> {
  const subscription = await tools.subscriptions.get(row.project, row.subscription);
  if (!subscription) {
    await tools.deliveries.discard(row, 'subscription_deleted');
    return { outcome: 'discarded' };
  }
  const z = message.z ?? row.z ?? (await tools.events.get(row.project, row.event))?.z;
  if (z === undefined) {
    await tools.deliveries.giveUp(row, 'event_expired', tools.now());
    return { outcome: 'dead', reason: 'event_expired' };
  }
  if (subscription.status === 'disabled' && !row.test) {
    await tools.deliveries.hold(row, z);
    return { outcome: 'held' };
  }
  return conclude(tools, row, subscription, z, await attempt(tools, row, subscription, z, message.manual));
}
