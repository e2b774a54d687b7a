import type { Action, Input, LocalContext } from '../../context';
import { missing } from '../errors';
import { integer, text } from '../input';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { changeVisibility, MAX_VISIBILITY_SECONDS } from '../visibility';

export const changeMessageVisibility: Action = {
  permissions: onQueue('ChangeMessageVisibility'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    changeOne(input, local, queue.arn);
    return {};
  },
};

/** A ChangeMessageVisibility request, or one entry of a batch. */
export function changeOne(input: Input, local: LocalContext, queueArn: string): void {
  const handle = text(input, 'ReceiptHandle');
  const seconds = integer(input, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS);
  if (seconds === undefined) throw missing('VisibilityTimeout');
  changeVisibility(local, queueArn, handle, seconds);
}
