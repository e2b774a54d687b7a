import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { LeasePlan } from '../../../core/delivery/plan/plan-kinds';
import type { DeliverTools } from '../tools';

type WithoutAttempt = Exclude<LeasePlan<unknown>, { do: 'attempt' }>;

/** The fields of the log line of a delivery that ends, or is kept, without an attempt. */
type Outcome = {
  verdict: 'neither';
  outcome: string;
  reason?: string;
};

/** Ends or keeps a delivery that this worker has claimed and that cannot be attempted. */
export async function endWithoutAttempt(
  { deliveries, now }: Pick<DeliverTools, 'deliveries' | 'now'>,
  row: DeliveryRow,
  plan: WithoutAttempt,
): Promise<Outcome> {
  switch (plan.do) {
    case 'fallBack':
      await deliveries.fallBack(row, plan.state, undefined, now());
      return { verdict: 'neither', outcome: 'fallback' };
    case 'discard':
      await deliveries.discard(row, plan.reason);
      return { verdict: 'neither', outcome: 'discarded' };
    case 'giveUp':
      await deliveries.giveUp(row, plan.reason, now());
      return { verdict: 'neither', outcome: 'dead', reason: plan.reason };
    case 'hold':
      await deliveries.hold(row, plan.body.z);
      return { verdict: 'neither', outcome: 'held' };
  }
}
