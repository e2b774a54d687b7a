import type { Decision } from '../../../core/delivery/decide';
import type { Attempt } from '../../../core/delivery/delivery';
import { dueAfterFailure } from '../../../core/delivery/wake-up';
import type { DeliverTools } from '../tools';
import type { AttemptMade } from './record-types';

/** Writes the attempt and what follows from it. False if the lease was lost since the claim. */
export async function writeDecision(
  tools: DeliverTools,
  made: AttemptMade,
  decision: Decision,
  attempt: Attempt,
  now: number,
): Promise<boolean> {
  const { deliveries } = tools;
  const { row, body } = made;
  switch (decision.kind) {
    case 'delivered':
      return deliveries.succeed(row, attempt, now);
    case 'retry': {
      const { dueAt } = dueAfterFailure(decision.nextAt, now);
      return deliveries.retryLater(row, attempt, { nextAt: decision.nextAt, dueAt, z: body.z });
    }
    case 'park':
      return parkAgain(tools, made, attempt, decision.notBefore, now);
    case 'gone':
      return deliveries.hold(row, body.z, attempt);
    case 'fallback':
      return deliveries.fallBack(row, decision.state, attempt, now);
    case 'dead':
      return deliveries.giveUp(row, decision.reason, now, body.z, attempt);
  }
}

/** If the breaker has closed while the probe was under way, there is nothing to be parked for: it waits a little. */
async function parkAgain(
  { deliveries, breakers, endpoints }: DeliverTools,
  { row, body: { z } }: AttemptMade,
  attempt: Attempt,
  notBefore: number,
  now: number,
): Promise<boolean> {
  const breaker = (await endpoints.getAnew(row.project, row.subscription))?.breaker;
  if (breaker?.state === 'open') {
    const parked = await deliveries.parkAgain(row, attempt, z, now, breakers.stillOpen(breaker));
    if (parked && notBefore > (breaker.dueAt ?? 0)) await breakers.change(breaker, { dueAt: notBefore });
    if (parked) return true;
  }
  const chainStart = row.chainStart + 1;
  return deliveries.retryLater(row, attempt, { nextAt: now, dueAt: now, chainStart, z });
}
