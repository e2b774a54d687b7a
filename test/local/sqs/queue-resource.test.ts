import { depth } from '../../../local/sqs/depth';
import { findQueue } from '../../../local/sqs/queue';
import { queuePolicy } from '../../../local/sqs/queue-policy-resource';
import { queue } from '../../../local/sqs/queue-resource';
import { sendMessage } from '../../../local/sqs/send';
import { sqs } from '../../../local/sqs/service';
import { declaredQueue } from './declared-queue';
import { localContext } from './local-context';

test('Ref is the URL, attributes are ARN, name and URL', () => {
  const made = queue.make({ logicalId: 'Q', physicalName: 'stack-Q', properties: {} }, localContext());
  expect(made).toEqual({
    ref: 'http://127.0.0.1:1/000000000000/stack-Q',
    attributes: {
      Arn: 'arn:aws:sqs:us-east-1:000000000000:stack-Q',
      QueueName: 'stack-Q',
      QueueUrl: 'http://127.0.0.1:1/000000000000/stack-Q',
    },
  });
});

test('a changed definition changes the queue in place: its messages stay', () => {
  const local = localContext();
  const arn = declaredQueue(local, 'q');
  sendMessage(local, arn, { body: 'x' });
  declaredQueue(local, 'q', { VisibilityTimeout: 240 });
  expect(findQueue(local, arn).settings.visibilityTimeout).toBe(240);
  expect(depth(local, arn).visible).toBe(1);
});

test.each([
  ['a FIFO name', { QueueName: 'q.fifo' }, 'no name of a standard queue'],
  ['a visibility over 12 h', { VisibilityTimeout: 43_201 }, 'VisibilityTimeout must be between'],
  ['a retention under a minute', { MessageRetentionPeriod: 59 }, 'MessageRetentionPeriod must be between'],
  [
    'a dead-letter queue that is not there',
    { RedrivePolicy: { deadLetterTargetArn: 'arn:x', maxReceiveCount: 1 } },
    'does not exist',
  ],
])('%s stops the start', (_what, properties, message) => {
  expect(() => declaredQueue(localContext(), 'q', properties)).toThrow(message);
});

test('a dead-letter queue that allows nobody stops the start', () => {
  const local = localContext();
  const dead = declaredQueue(local, 'dead', { RedriveAllowPolicy: { redrivePermission: 'denyAll' } });
  const RedrivePolicy = { deadLetterTargetArn: dead, maxReceiveCount: 1 };
  expect(() => declaredQueue(local, 'q', { RedrivePolicy })).toThrow('lets no queue redrive');
});

test('FIFO properties are neither known nor inert', () => {
  for (const property of ['FifoQueue', 'ContentBasedDeduplication', 'KmsMasterKeyId']) {
    expect(queue.properties.includes(property) || property in queue.inert).toBe(false);
  }
});

test('a queue policy goes to each of its queues', () => {
  const attached: [string, object][] = [];
  const local = localContext({
    iam: { allowed: () => Promise.resolve(false), attachToResource: (...given) => void attached.push(given) },
  });
  const PolicyDocument = { Statement: [] };
  const Queues = ['http://127.0.0.1:1/000000000000/a', 'http://127.0.0.1:1/000000000000/b'];
  queuePolicy.make({ logicalId: 'P', physicalName: 'P', properties: { Queues, PolicyDocument } }, local);
  expect(attached).toEqual([
    ['arn:aws:sqs:us-east-1:000000000000:a', PolicyDocument],
    ['arn:aws:sqs:us-east-1:000000000000:b', PolicyDocument],
  ]);
});

test.each([
  ['SendMessageBatch', 'sqs:SendMessage'],
  ['DeleteMessageBatch', 'sqs:DeleteMessage'],
  ['ChangeMessageVisibilityBatch', 'sqs:ChangeMessageVisibility'],
  ['ReceiveMessage', 'sqs:ReceiveMessage'],
])('%s needs %s on the queue', (action, permission) => {
  const input = { QueueUrl: 'http://127.0.0.1:1/000000000000/q' };
  expect(sqs.actions[action]?.permissions(input, localContext())).toEqual([
    { action: permission, resource: 'arn:aws:sqs:us-east-1:000000000000:q' },
  ]);
});

test('entries of a batch fail as often as the faults say', async () => {
  const local = localContext();
  local.faults.entryFailureProbability = 1;
  const arn = declaredQueue(local, 'q');
  const input = { QueueUrl: 'http://127.0.0.1:1/000000000000/q', Entries: [{ Id: 'a', MessageBody: 'x' }] };
  expect(await sqs.actions['SendMessageBatch']?.run(input, local)).toMatchObject({
    Successful: [],
    Failed: [{ Id: 'a', SenderFault: false, Code: 'InternalError' }],
  });
  expect(depth(local, arn).visible).toBe(0);
});
