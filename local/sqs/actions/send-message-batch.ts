import type { Action, Input, LocalContext } from '../../context';
import { type BatchEntry, batchEntries, eachEntry, maybeFail } from '../batch';
import { sqsError } from '../errors';
import { optionalText } from '../input';
import { attributesSize, type MessageAttributes } from '../message-attributes';
import { checkSize, outgoing } from '../outgoing';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { sendMessage } from '../send';
import { sent } from './send-message';

const MAX_BATCH_BYTES = 1_048_576;

export const sendMessageBatch: Action = {
  permissions: onQueue('SendMessage'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    const entries = batchEntries(input);
    checkTotal(entries);
    return local.store.transaction(() =>
      eachEntry(entries, (entry) => {
        maybeFail(local);
        const { size, ...message } = outgoing(entry.input);
        checkSize(size, queue.settings);
        return sent(message, sendMessage(local, queue.arn, message));
      }),
    );
  },
};

function checkTotal(entries: BatchEntry[]): void {
  const total = entries.reduce((sum, entry) => sum + roughSize(entry.input), 0);
  if (total <= MAX_BATCH_BYTES) return;
  throw sqsError(
    'BatchRequestTooLong',
    `Batch requests cannot be longer than ${MAX_BATCH_BYTES} bytes. You have sent ${total} bytes.`,
  );
}

/** Counts what is there before the entry is checked: the batch's size is judged first. */
function roughSize(entry: Input): number {
  const attributes = (entry['MessageAttributes'] ?? {}) as MessageAttributes;
  return Buffer.byteLength(optionalText(entry, 'MessageBody') ?? '') + attributesSize(attributes);
}
