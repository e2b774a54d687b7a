import type { Action, Input, LocalContext } from '../../context';
import { deleteMessages } from '../delete';
import { text } from '../input';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';

export const deleteMessage: Action = {
  permissions: onQueue('DeleteMessage'),
  run(input: Input, local: LocalContext): object {
    deleteMessages(local, queueOfUrl(local, input).arn, [text(input, 'ReceiptHandle')]);
    return {};
  },
};
