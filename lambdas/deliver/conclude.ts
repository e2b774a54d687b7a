import { decide, type AttemptResult, type Decision } from '../../core/delivery/decide';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { attemptMessage } from '../../core/delivery/message';
import { delaySeconds, dueAfterFailure } from '../../core/delivery/wake-up';
import type { Subscription } from '../../core/subscription/subscription';
import { log } from '../log';
import type { DeliverTools } from './deliverer';

/** Writes what an attempt came to and does what follows from it. Answers the fields of the log line. */
export async function conclude(
  tools: DeliverTools,
  row: DeliveryRow,
  subscription: Subscription,
  z: string,
  result: AttemptResult,
): Promise<Record<string, unknown>> {
  const now = tools.now();
  const policy = {
    ...(subscription.retry ? { scheduleSeconds: subscription.retry.scheduleSeconds } : {}),
    ...(row.test ? { test: true } : {}),
  };
  const decision = decide(row, result, policy, now, tools.random());
  if (decision.kind === 'gone') await endpointGone(tools, row.project, subscription.id);
  const written = await write(tools, row, decision, z, result, now);
  if (written && decision.kind === 'retry') await sendDelayed(tools, row, z, decision.nextAt, now);
  const { status, error, durationMs } = result.attempt;
  return { outcome: decision.kind, status, error, durationMs, ...(written ? {} : { leaseLost: true }) };
}

/** Before the delivery is held: a crash in between finds the subscription disabled, and holds it then. */
async function endpointGone(
  { disable, subscriptions }: DeliverTools,
  project: string,
  id: string,
): Promise<void> {
  await disable(project, id);
  subscriptions.forget(id);
}

async function write(
  { deliveries }: DeliverTools,
  row: DeliveryRow,
  decision: Decision,
  z: string,
  { attempt }: AttemptResult,
  now: number,
): Promise<boolean> {
  switch (decision.kind) {
    case 'delivered':
      return deliveries.succeed(row, attempt, now);
    case 'retry': {
      const { dueAt } = dueAfterFailure(decision.nextAt, now);
      return deliveries.retryLater(row, attempt, { nextAt: decision.nextAt, dueAt, z });
    }
    case 'gone':
      return deliveries.hold(row, z, attempt);
    case 'fallback':
      return deliveries.fallBack(row, decision.state, attempt, now);
    case 'dead':
      return deliveries.giveUp(row, decision.reason, now, z, attempt);
  }
}

/** A message that is lost here is sent by the sweep: the row is in the due index (SEMANTICS 2.3). */
async function sendDelayed(
  { queue }: DeliverTools,
  row: DeliveryRow,
  z: string,
  nextAt: number,
  now: number,
): Promise<void> {
  if (!dueAfterFailure(nextAt, now).sendDelayed) return;
  const message = attemptMessage({ ...row, attempt: row.attempt + 1 }, z);
  const refused = await queue.send([{ message, delaySeconds: delaySeconds(nextAt, now) }]);
  if (refused.length > 0)
    log('deliver.delayed-message-refused', { delivery: row.id, attempt: row.attempt + 1 });
}
