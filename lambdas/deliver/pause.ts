import type { Endpoint } from '../../adapters/aws/endpoints';
import type { AttemptResult } from '../../core/delivery/decide';
import type { DeliveryMessage } from '../../core/delivery/message';
import { isProven } from '../../core/delivery/pace';
import { askedPause, returnAt } from '../../core/delivery/pause';
import { delaySeconds, dueAfterFailure } from '../../core/delivery/wake-up';
import { ComeBack } from '../batch';
import { log, logError } from '../log';
import { deliveryFields } from '../message-fields';
import type { DeliverTools } from './deliverer';
import { onePerDelivery, ready } from './put-off';
import type { Failures } from './serve';

/**
 * Has what is for an endpoint that has asked for a pause wait until that is over, each at a place of its own and with
 * none of its attempts used up (SEMANTICS 2.4). Answers what is to be attempted after all, because the pause is over or
 * the body is gone.
 */
export async function putOffPaused(
  tools: DeliverTools,
  endpoint: Endpoint,
  messages: readonly DeliveryMessage[],
  failures: Failures,
): Promise<DeliveryMessage[]> {
  const { found, bodiless } = await ready(tools, onePerDelivery(messages, failures), failures);
  if (found.length === 0) return bodiless;
  const now = tools.now();
  const pause = await tools.pauses.take(endpoint.subscription.id, found.length, now);
  if (!pause) return [...found.map(({ message }) => message), ...bodiless];
  const queue = tools.queues[isProven(endpoint.pace) ? 'fast' : 'slow'];
  for (const [index, one] of found.entries()) {
    const until = returnAt(pause, pause.first + index, tools.random());
    const { dueAt, sendDelayed } = dueAfterFailure(until, now);
    const { slot: _, ...message } = one.message;
    if (!(await tools.shelf.postpone(one, until, dueAt))) {
      failures.set(one.message, new ComeBack());
      continue;
    }
    log('deliver', { ...deliveryFields(message), outcome: 'paused', until });
    if (sendDelayed) await queue.send([{ message, delaySeconds: delaySeconds(until, now) }]);
  }
  return bodiless;
}

/**
 * Writes down that the endpoint has asked for a pause, if it has. Answers when the delivery that was told so may return;
 * 0 if there is no pause. Where it cannot be written, others try in vain once; that is no reason to fail a delivery.
 */
export async function notePause(
  { pauses, endpoints, random }: DeliverTools,
  { subscription: { id, project } }: Endpoint,
  { attempt, retryAfter }: AttemptResult,
  now: number,
): Promise<number> {
  const asked = askedPause(attempt, retryAfter, now);
  if (!asked) return 0;
  try {
    const pause = await pauses.begin(id, asked, now);
    endpoints.forget(id);
    if (pause.first === 0) log('deliver.paused', { project, subscription: id, until: pause.pausedUntil });
    return returnAt(pause, pause.first, random());
  } catch (error) {
    logError('deliver.pause', error, { project, subscription: id });
    return 0;
  }
}
