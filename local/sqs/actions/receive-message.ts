import type { Action, Input, LocalContext } from '../../context';
import { sqsError } from '../errors';
import { integer, texts } from '../input';
import { md5OfAttributes } from '../md5';
import { selectAttributes } from '../message-attributes';
import { onQueue } from '../permission';
import { queueOfUrl } from '../queue';
import { type Received, receiveMessages } from '../receive';
import { MAX_VISIBILITY_SECONDS } from '../visibility';

const MAX_MESSAGES = 10;
const MAX_WAIT_SECONDS = 20;
const SYSTEM_ATTRIBUTES = [
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
  'AWSTraceHeader',
  'DeadLetterQueueSourceArn',
];

export const receiveMessage: Action = {
  permissions: onQueue('ReceiveMessage'),
  async run(input: Input, local: LocalContext, signal?: AbortSignal): Promise<object> {
    const queue = queueOfUrl(local, input);
    const system = systemAttributeNames(input);
    const custom = texts(input, 'MessageAttributeNames');
    const visibilityTimeout = integer(input, 'VisibilityTimeout', 0, MAX_VISIBILITY_SECONDS);
    const waitSeconds = integer(input, 'WaitTimeSeconds', 0, MAX_WAIT_SECONDS);
    const received = await receiveMessages(local, queue.arn, {
      max: integer(input, 'MaxNumberOfMessages', 1, MAX_MESSAGES) ?? 1,
      waitMs: (waitSeconds ?? queue.settings.receiveMessageWaitTimeSeconds) * 1000,
      ...(visibilityTimeout !== undefined && { visibilityTimeout }),
      ...(signal && { signal }),
    });
    if (received.length === 0) return {};
    return { Messages: received.map((message) => shown(message, system, custom)) };
  },
};

function systemAttributeNames(input: Input): string[] {
  const names = [...texts(input, 'AttributeNames'), ...texts(input, 'MessageSystemAttributeNames')];
  const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.includes(name));
  if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return names;
}

function shown(message: Received, system: string[], custom: string[]): object {
  const attributes = Object.entries(message.attributes).filter(
    ([name]) => system.includes('All') || system.includes(name),
  );
  const messageAttributes = selectAttributes(message.messageAttributes, custom);
  const md5 = md5OfAttributes(messageAttributes);
  return {
    MessageId: message.messageId,
    ReceiptHandle: message.receiptHandle,
    MD5OfBody: message.md5OfBody,
    Body: message.body,
    ...(attributes.length > 0 && { Attributes: Object.fromEntries(attributes) }),
    ...(md5 && { MessageAttributes: messageAttributes, MD5OfMessageAttributes: md5 }),
  };
}
