import type { Action, Input, LocalContext } from '../../context';
import { sqsError } from '../errors';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { sqsTables } from '../tables';

/** One purge in 60 s a queue. */
const PURGE_INTERVAL_MS = 60_000;

export const purgeQueue: Action = {
  permissions: onQueue('PurgeQueue'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    const now = local.clock.now();
    if (queue.purgedAt !== null && now - queue.purgedAt < PURGE_INTERVAL_MS) {
      throw sqsError(
        'PurgeQueueInProgress',
        `Only one PurgeQueue operation on ${queue.name} is allowed every 60 seconds.`,
        403,
      );
    }
    local.store.transaction(() => {
      sqsTables(local.store).run('DELETE FROM sqs_messages WHERE queue = ?', queue.arn);
      sqsTables(local.store).run('UPDATE sqs_queues SET purged_at = ? WHERE arn = ?', now, queue.arn);
    });
    return {};
  },
};
