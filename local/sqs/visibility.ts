import type { LocalContext } from '../context';
import { invalidValue, sqsError } from './errors';
import { findQueue } from './queue';
import { seqOfReceipt } from './receipt';
import { type MessageRow, sqsTables } from './tables';
import { announceChange } from '../change';

/** A message may stay hidden for 12 hours in all since its receive, s. */
export const MAX_VISIBILITY_SECONDS = 43_200;

/**
 * Hides an in-flight message for `seconds` from now; 0 shows it at once.
 * Throws MessageNotInflight, ReceiptHandleIsInvalid, InvalidParameterValue (gone, or beyond 12 h since the receive).
 */
export function changeVisibility(
  local: LocalContext,
  queueArn: string,
  handle: string,
  seconds: number,
): void {
  findQueue(local, queueArn);
  const row = sqsTables(local.store).one<MessageRow>(
    'SELECT * FROM sqs_messages WHERE seq = ? AND queue = ?',
    seqOfReceipt(queueArn, handle),
    queueArn,
  );
  const now = local.clock.now();
  check(row, handle, seconds, now);
  sqsTables(local.store).run(
    'UPDATE sqs_messages SET visible_at = ? WHERE seq = ?',
    now + seconds * 1000,
    row.seq,
  );
  announceChange(local, queueArn);
}

function check(
  row: MessageRow | undefined,
  handle: string,
  seconds: number,
  now: number,
): asserts row is MessageRow {
  if (!row || row.receipt !== handle) {
    throw invalidValue(
      `Value ${handle} for parameter ReceiptHandle is invalid. ` +
        `Reason: Message does not exist or is not available for visibility timeout change.`,
    );
  }
  if (row.visible_at <= now) throw sqsError('MessageNotInflight', 'The specified message is not in flight.');
  if (now + seconds * 1000 > (row.received_at ?? now) + MAX_VISIBILITY_SECONDS * 1000) {
    throw invalidValue(
      `Value ${seconds} for parameter VisibilityTimeout is invalid. ` +
        `Reason: Total VisibilityTimeout for the message is beyond the limit [${MAX_VISIBILITY_SECONDS} seconds].`,
    );
  }
}
