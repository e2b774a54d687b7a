import type { Decision } from '../../../core/delivery/decide';
import { tellsPeople } from '../../../core/destination/destination';
import { repeatLater } from '../repeat-later';
import type { DeliverTools } from '../tools';
import type { AttemptMade } from './record-types';

/** In the ledger of an alert before in the row: after a crash in between it is sent again, and what waits for it goes on. */
export async function noteInLedger(
  { ledgers }: Pick<DeliverTools, 'ledgers'>,
  { row, endpoint: { subscription }, body }: AttemptMade,
  decision: Decision,
  at: number,
): Promise<void> {
  if (row.test || !tellsPeople(subscription.destination)) return;
  if (decision.kind !== 'delivered' && decision.kind !== 'dead') return;
  const telling = body.telling();
  if (!telling) return;
  const isSent = decision.kind === 'delivered';
  const isFiring = telling.type === 'alert.firing';
  const names = { alert: telling.data.id, subscription: row.subscription };
  const entry = {
    ...{ at, delivery: row.id, type: row.type, outcome: isSent ? ('sent' as const) : ('failed' as const) },
    ...(decision.kind === 'dead' && { reason: decision.reason }),
  };
  const firing = isSent ? 'accepted' : 'failed';
  await ledgers.note(names, entry, isFiring ? firing : undefined);
  const { project, event } = row;
  if (isSent && isFiring) await repeatLater(ledgers, { project, event }, telling.data.id, subscription, at);
}
