import type { Action, Input, LocalContext } from '../../context';
import { text } from '../input';
import { findQueue, queueArn, queueUrl } from '../queue';

export const getQueueUrl: Action = {
  permissions: (input, local) => [
    { action: 'sqs:GetQueueUrl', resource: queueArn(local, text(input, 'QueueName')) },
  ],
  run(input: Input, local: LocalContext): object {
    const queue = findQueue(local, queueArn(local, text(input, 'QueueName')));
    return { QueueUrl: queueUrl(local, queue.name) };
  },
};
