import { idOf } from '../../../adapters/aws/new-delivery';
import type { Facts } from '../../../core/delivery/plan/facts';
import type { PutOff } from '../../../core/delivery/plan/plan-kinds';
import type { PendingDelivery } from '../../../core/delivery/pending-delivery';
import { delaySeconds, dueAfterFailure } from '../../../core/delivery/wake-up';
import type { Telling } from '../../../core/notice/quiet';
import { keptUntil } from '../../../core/retention';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import type { DeliverTools } from '../tools';
import { comeBack, DONE, type Result } from './result';

type Waiting = Extract<PutOff, { do: 'wait' }>;
type Withholding = Extract<PutOff, { do: 'withhold' }>;

/** People are told later. Of an alert that fires, the ledger says why. */
export async function wait(
  tools: DeliverTools,
  facts: Facts,
  { pending, telling, until, reason }: Waiting,
): Promise<Result> {
  const { message } = pending;
  if (telling.type === 'alert.firing') {
    const names = { alert: telling.data.id, subscription: message.subscription };
    await tools.ledgers.settle(names, 'withheld', { reason, until });
  }
  const now = tools.now();
  const { dueAt, sendDelayed } = dueAfterFailure(until, now);
  if (!(await tools.shelf.postpone(pending, until, dueAt))) return comeBack(facts);
  if (sendDelayed) await tools.queues.fast.send([{ message, delaySeconds: delaySeconds(until, now) }]);
  log('deliver.quiet', { ...deliveryFields(message), do: 'wait', until, reason });
  return DONE;
}

export async function withhold(
  tools: DeliverTools,
  facts: Facts,
  { pending, telling, reason }: Withholding,
): Promise<Result> {
  if (!(await withholdOfAlert(tools, pending, telling, reason))) return comeBack(facts);
  log('deliver.quiet', { ...deliveryFields(facts.message), do: 'withhold', reason });
  return DONE;
}

/** In the ledger of the alert, and then at the delivery. False if its row has changed since it was read. */
export async function withholdOfAlert(
  tools: Pick<DeliverTools, 'ledgers' | 'shelf' | 'now' | 'retentionDays'>,
  pending: PendingDelivery,
  { type, data }: Telling,
  reason: string,
): Promise<boolean> {
  const { message } = pending;
  const now = tools.now();
  const entry = { at: now, delivery: idOf(message), type, outcome: 'withheld' as const, reason };
  const names = { alert: data.id, subscription: message.subscription };
  await tools.ledgers.note(names, entry, type === 'alert.firing' ? 'withheld' : undefined);
  return tools.shelf.withhold(pending, reason, keptUntil(message.acceptedAt, now, tools.retentionDays));
}
