import type { Action, Input, LocalContext } from '../../context';
import { batchEntries, eachEntry } from '../batch';
import { deleteMessages } from '../delete';
import { text } from '../input';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';

export const deleteMessageBatch: Action = {
  permissions: onQueue('DeleteMessage'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    const entries = batchEntries(input);
    return local.store.transaction(() =>
      eachEntry(entries, (entry) => {
        deleteMessages(local, queue.arn, [text(entry.input, 'ReceiptHandle')]);
        return {};
      }),
    );
  },
};
