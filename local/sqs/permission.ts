import type { Input, LocalContext, Permission } from '../context';
import { arnOfUrl } from './queue';

/** The one permission that most SQS actions need: on the queue of their QueueUrl. */
export const onQueue =
  (action: string) =>
  (input: Input, local: LocalContext): Permission[] => [
    { action: `sqs:${action}`, resource: arnOfUrl(local, input) },
  ];
