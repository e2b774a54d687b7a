import type { LocalContext } from '../context';
import { findQueue } from './queue';
import { seqOfReceipt } from './receipt';
import { sqsTables } from './tables';

/**
 * Deletes the messages of these handles. A handle that is not of the message's last receive deletes nothing and is
 * no error, nor is one of a message that is gone. Throws QueueDoesNotExist, ReceiptHandleIsInvalid.
 */
export function deleteMessages(local: LocalContext, queueArn: string, handles: readonly string[]): void {
  findQueue(local, queueArn);
  const seqs = handles.map((handle) => seqOfReceipt(queueArn, handle));
  local.store.transaction(() => {
    seqs.forEach((seq, index) =>
      sqsTables(local.store).run(
        'DELETE FROM sqs_messages WHERE seq = ? AND queue = ? AND receipt = ?',
        seq,
        queueArn,
        handles[index] ?? '',
      ),
    );
  });
}
