import type { LocalContext } from '../context';
import { sqsTables } from './tables';

/** A group is noisy with at least this many messages in flight and more than this share of all of them. */
const NOISY = { inFlight: 30, share: 0.1 };

/** How many messages are in flight, and which groups hold too many of them (SQS fair queues): the others go first. */
export function noisyGroups(
  local: LocalContext,
  queue: string,
  now: number,
): { inFlight: number; noisy: string[] } {
  const groups = sqsTables(local.store).all<{ group_id: string | null; held: number }>(
    `SELECT group_id, count(*) AS held FROM sqs_messages INDEXED BY sqs_messages_held
     WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL GROUP BY group_id`,
    queue,
    now,
  );
  const inFlight = groups.reduce((sum, group) => sum + group.held, 0);
  const noisy = groups.flatMap(({ group_id, held }) =>
    group_id !== null && held >= NOISY.inFlight && held > NOISY.share * inFlight ? [group_id] : [],
  );
  return { inFlight, noisy };
}
