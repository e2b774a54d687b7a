import type { Facts } from '../../../core/delivery/plan/facts';
import type { Planned } from '../../../core/delivery/plan/next-plans';
import type { PutOff, Reservation } from '../../../core/delivery/plan/plan-kinds';
import type { Slot } from '../../../core/delivery/rate-limit';
import { dueAfterFailure, slotDelaySeconds } from '../../../core/delivery/wake-up';
import { log } from '../../log';
import { deliveryFields } from '../../message-fields';
import type { DeliverTools } from '../tools';
import { onePerDelivery } from './read';
import { comeBack, DONE, goOn, type Result } from './result';

type TakingSlot = Extract<Reservation, { do: 'takeLineSlot' | 'takeGateSlot' }>;

/** Slots of a rate limit, in one write, in the order of the messages. */
export function takeSlots(
  { places, now }: DeliverTools,
  all: readonly Planned<TakingSlot>[],
): Promise<Result[]> {
  const limit = all[0]?.plan.limit;
  const kind: Slot['kind'] = all[0]?.plan.do === 'takeGateSlot' ? 'gate' : 'line';
  return onePerDelivery(
    all.map(({ facts }) => facts),
    async (firsts) => {
      const subscription = firsts[0]?.message.subscription;
      if (subscription === undefined || !limit) return [];
      const times = await places.take(subscription, kind, firsts.length, limit, now());
      return firsts.map((facts, index) => {
        const slot = { kind, at: times[index] ?? now() };
        return goOn(facts, { slot, ...(kind === 'gate' && { hasGateSlot: true as const }) }, now());
      });
    },
  );
}

/** In the row, so that nothing is lost, and as a delayed message if the queue can wait that long. */
export async function waitForSlot(
  tools: DeliverTools,
  facts: Facts,
  { pending, slot }: Extract<PutOff, { do: 'waitForSlot' }>,
): Promise<Result> {
  const { message } = pending;
  const now = tools.now();
  const { dueAt, sendDelayed } = dueAfterFailure(slot.at, now);
  if (!(await tools.shelf.defer(pending, slot, dueAt))) return comeBack(facts);
  log('deliver', { ...deliveryFields(message), outcome: 'deferred', until: slot.at });
  if (sendDelayed) {
    const delayed = { message: { ...message, slot }, delaySeconds: slotDelaySeconds(slot.at, now) };
    await tools.queues.fast.send([delayed]);
  }
  return DONE;
}
