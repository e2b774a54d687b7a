import type { Ledgers } from '../../adapters/aws/ledgers';
import { repeatMs } from '../../core/notice/grouping';
import type { Subscription } from '../../core/subscription/subscription';

/** The notice of an alert is sent again while it fires, if its subscription says so (SEMANTICS 6.4). */
export async function repeatLater(
  ledgers: Ledgers,
  told: { project: string; event: string },
  alert: string,
  subscription: Subscription,
  at: number,
): Promise<void> {
  const after = repeatMs(subscription);
  if (after > 0) await ledgers.repeatAt({ alert, subscription: subscription.id }, at + after, told);
}
