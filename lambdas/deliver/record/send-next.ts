import { attemptMessage } from '../../../core/delivery/message';
import { isProven } from '../../../core/delivery/pace';
import { delaySeconds, dueAfterFailure } from '../../../core/delivery/wake-up';
import { log } from '../../log';
import type { DeliverTools } from '../tools';
import type { AttemptMade } from './record-types';

/**
 * Sends the delayed message of the next attempt, if the queue can wait that long. If it is lost, the sweep sends another:
 * the row is in the due index (SEMANTICS 2.3).
 */
export async function sendNext(
  { queues }: Pick<DeliverTools, 'queues'>,
  { row, endpoint, body }: AttemptMade,
  nextAt: number,
  now: number,
): Promise<void> {
  if (!dueAfterFailure(nextAt, now).sendDelayed) return;
  const { slot: _, ...next } = { ...row, attempt: row.attempt + 1 };
  const queue = queues[isProven(endpoint.pace) ? 'fast' : 'slow'];
  const refused = await queue.send([
    { message: attemptMessage(next, body.z), delaySeconds: delaySeconds(nextAt, now) },
  ]);
  if (refused.length > 0)
    log('deliver.delayed-message-refused', { delivery: row.id, attempt: row.attempt + 1 });
}
