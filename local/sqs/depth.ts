import type { LocalContext } from '../context';
import { findQueue } from './queue';
import { sqsTables } from './tables';

/** How many messages a queue holds: to be had now, sent with a delay still running, handed out and not deleted. */
export interface Depth {
  visible: number;
  delayed: number;
  inFlight: number;
}

export function depth(local: LocalContext, queueArn: string): Depth {
  const queue = findQueue(local, queueArn);
  const now = local.clock.now();
  const counts = sqsTables(local.store).one<Depth>(
    `SELECT count(*) FILTER (WHERE visible_at <= ?1) AS visible,
       count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NULL) AS delayed,
       count(*) FILTER (WHERE visible_at > ?1 AND receipt IS NOT NULL) AS inFlight
     FROM sqs_messages WHERE queue = ?2 AND sent_at >= ?3`,
    now,
    queueArn,
    now - queue.settings.messageRetentionPeriod * 1000,
  );
  return { visible: 0, delayed: 0, inFlight: 0, ...counts };
}
