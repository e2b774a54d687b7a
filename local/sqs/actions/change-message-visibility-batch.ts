import type { Action, Input, LocalContext } from '../../context';
import { batchEntries, eachEntry } from '../batch';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { changeOne } from './change-message-visibility';

export const changeMessageVisibilityBatch: Action = {
  permissions: onQueue('ChangeMessageVisibility'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    const entries = batchEntries(input);
    return local.store.transaction(() =>
      eachEntry(entries, (entry) => {
        changeOne(entry.input, local, queue.arn);
        return {};
      }),
    );
  },
};
