import type { LocalContext } from '../context';
import type { Queue } from './queue';
import { type MessageRow, sqsTables } from './tables';
import { announceChange } from '../change';

/**
 * Moves a message that was received `maxReceiveCount` times already to the dead-letter queue and says whether it did.
 * It keeps its id, body, attributes and sent timestamp there.
 */
export function redrive(local: LocalContext, queue: Queue, row: MessageRow, now: number): boolean {
  const policy = queue.settings.redrive;
  if (!policy || row.receive_count < policy.maxReceiveCount) return false;
  sqsTables(local.store).run(
    `UPDATE sqs_messages SET queue = ?, source_arn = ?, visible_at = ?, receipt = NULL WHERE seq = ?`,
    policy.deadLetterTargetArn,
    queue.arn,
    now,
    row.seq,
  );
  announceChange(local, policy.deadLetterTargetArn);
  return true;
}
