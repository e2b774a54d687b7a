import {
  consuming,
  lambda,
  mapping,
  queue,
  SDK_CALL,
  type SmallCloud,
  startSmall,
} from '../cloud/small-stack';
import { arnOf } from '../cloud/small-stack';

const REPORT = { FunctionResponseTypes: ['ReportBatchItemFailures'] };
const VISIBILITY = { VisibilityTimeout: 60 };

/** Fails what says so, and passes the rest on. */
const WORK = `${SDK_CALL}
export const handler = async ({ Records }) => {
  const failed = Records.filter(({ body }) => body === 'bad');
  for (const { body } of Records.filter((record) => !failed.includes(record)))
    await call('AmazonSQS.SendMessage', { QueueUrl: process.env.NEXT, MessageBody: body });
  return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
};`;

let small: SmallCloud;

beforeEach(async () => {
  const next = { Environment: { Variables: { NEXT: { Ref: 'Done' } } } };
  const send = { Action: 'sqs:SendMessage', Resource: arnOf('Done') };
  small = await startSmall({
    resources: {
      ...queue('Dead'),
      ...queue('Work', {
        ...VISIBILITY,
        RedrivePolicy: { deadLetterTargetArn: arnOf('Dead'), maxReceiveCount: 2 },
      }),
      ...queue('Done'),
      ...lambda('Worker', [consuming('Work'), send], next),
      ...mapping('Work', 'Worker', REPORT),
    },
    code: { Worker: WORK },
  });
});

afterEach(() => small.cloud.stop());

const send = (queueId: string, body: string): Promise<object> =>
  small.cloud.call('AmazonSQS.SendMessage', { QueueUrl: small.cloud.ref(queueId), MessageBody: body });
const held = (queueId: string): object | undefined => small.cloud.queueDepths()[`small-${queueId}`];

test('what succeeded is deleted, what failed stays hidden, returns, and ends in the dead-letter queue', async () => {
  await Promise.all([send('Work', 'good'), send('Work', 'bad'), send('Work', 'good')]);
  await small.cloud.idle();
  expect(held('Done')).toMatchObject({ visible: 2 });
  expect(held('Work')).toEqual({ visible: 0, delayed: 0, inFlight: 1 });
  expect(held('Dead')).toMatchObject({ visible: 0 });
  small.cloud.clock.advance(60_001);
  await small.cloud.idle();
  expect(held('Dead')).toMatchObject({ visible: 0 });
  small.cloud.clock.advance(60_001);
  await small.cloud.idle();
  expect(held('Work')).toEqual({ visible: 0, delayed: 0, inFlight: 0 });
  expect(held('Dead')).toMatchObject({ visible: 1 });
});

test('a process that is killed after a call took effect: the effect stays and the message returns', async () => {
  let crashes = 0;
  small.cloud.faults.onCall = ({ caller, service, action }) =>
    `${caller} ${service} ${action}` === 'worker sqs SendMessage' && crashes++ === 0
      ? { kind: 'crashAfter' }
      : undefined;
  await send('Work', 'good');
  await small.cloud.idle();
  expect(held('Done')).toMatchObject({ visible: 1 });
  expect(held('Work')).toMatchObject({ inFlight: 1 });
  small.cloud.clock.advance(60_001);
  await small.cloud.idle();
  expect(held('Done')).toMatchObject({ visible: 2 });
  expect(held('Work')).toMatchObject({ inFlight: 0 });
});

test('a call that is made to fail throws in the function', async () => {
  small.cloud.faults.onCall = () => ({ kind: 'error', code: 'ServiceUnavailable', status: 503 });
  await send('Work', 'good');
  await small.cloud.idle();
  expect(held('Done')).toMatchObject({ visible: 0 });
  expect(small.reports.join('\n')).toContain('[worker] ServiceUnavailable: An injected fault');
});

test('a role that may not receive stops the start', async () => {
  const resources = {
    ...queue('Work', VISIBILITY),
    ...lambda('Worker', [{ Action: 'sqs:ReceiveMessage', Resource: arnOf('Work') }]),
    ...mapping('Work', 'Worker'),
  };
  await expect(startSmall({ resources, code: { Worker: WORK } })).rejects.toThrow(
    'The role of worker does not have permission to call sqs:DeleteMessage',
  );
});

test('a function that may outlast the visibility stops the start', async () => {
  const resources = {
    ...queue('Work', { VisibilityTimeout: 10 }),
    ...lambda('Worker', [consuming('Work')], { Timeout: 11 }),
    ...mapping('Work', 'Worker'),
  };
  await expect(startSmall({ resources, code: { Worker: WORK } })).rejects.toThrow(
    'Queue visibility timeout: 10 seconds is less than Function timeout: 11 seconds',
  );
});
