import type { Action, Input, LocalContext } from '../../context';
import { md5OfAttributes, md5OfBody } from '../md5';
import { checkSize, outgoing } from '../outgoing';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { type Outgoing, sendMessage as send } from '../send';

export const sendMessage: Action = {
  permissions: onQueue('SendMessage'),
  run(input: Input, local: LocalContext): object {
    const queue = queueOfUrl(local, input);
    const { size, ...message } = outgoing(input);
    checkSize(size, queue.settings);
    return sent(message, send(local, queue.arn, message));
  },
};

/** What SendMessage and each entry of SendMessageBatch answer. */
export function sent(message: Outgoing, MessageId: string): object {
  const attributes = md5OfAttributes(message.attributes ?? {});
  const system =
    message.traceHeader !== undefined &&
    md5OfAttributes({ AWSTraceHeader: { DataType: 'String', StringValue: message.traceHeader } });
  return {
    MessageId,
    MD5OfMessageBody: md5OfBody(message.body),
    ...(attributes && { MD5OfMessageAttributes: attributes }),
    ...(system && { MD5OfMessageSystemAttributes: system }),
  };
}
