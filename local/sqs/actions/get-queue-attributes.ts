import type { Action, Input, LocalContext } from '../../context';
import { depth } from '../depth';
import { sqsError } from '../errors';
import { texts } from '../input';
import { onQueue } from '../permission';
import { type Queue, queueOfUrl } from '../queue';

/** Known to the API, but never present on these queues: no KMS key, no FIFO, and the policy is asked elsewhere. */
const ABSENT = [
  'Policy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
];

export const getQueueAttributes: Action = {
  permissions: onQueue('GetQueueAttributes'),
  run(input: Input, local: LocalContext): object {
    const names = texts(input, 'AttributeNames');
    const all = attributesOf(local, queueOfUrl(local, input));
    const unknown = names.find(
      (name) => name !== 'All' && !(name in all) && !ABSENT.includes(name) && !OPTIONAL.includes(name),
    );
    if (unknown !== undefined) throw sqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
    const wanted = Object.entries(all).filter(([name]) => names.includes('All') || names.includes(name));
    return wanted.length > 0 ? { Attributes: Object.fromEntries(wanted) } : {};
  },
};

const OPTIONAL = ['RedrivePolicy', 'RedriveAllowPolicy'];

const seconds = (ms: number): string => String(Math.floor(ms / 1000));

function attributesOf(local: LocalContext, queue: Queue): Record<string, string> {
  const { settings } = queue;
  const { visible, delayed, inFlight } = depth(local, queue.arn);
  return {
    QueueArn: queue.arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    CreatedTimestamp: seconds(queue.createdAt),
    LastModifiedTimestamp: seconds(queue.modifiedAt),
    VisibilityTimeout: String(settings.visibilityTimeout),
    MessageRetentionPeriod: String(settings.messageRetentionPeriod),
    DelaySeconds: String(settings.delaySeconds),
    MaximumMessageSize: String(settings.maximumMessageSize),
    ReceiveMessageWaitTimeSeconds: String(settings.receiveMessageWaitTimeSeconds),
    SqsManagedSseEnabled: 'true',
    ...(settings.redrive && { RedrivePolicy: JSON.stringify(settings.redrive) }),
    ...(settings.redriveAllow && { RedriveAllowPolicy: JSON.stringify(settings.redriveAllow) }),
  };
}
