import type { Faults } from '../../../local/faults';
import {
  arnOf,
  consuming,
  lambda,
  mapping,
  queue,
  SDK_CALL,
  type SmallCloud,
  startSmall,
} from '../cloud/small-stack';

/** Sends on what it gets, and answers what came of that. */
const WORK = `${SDK_CALL}
export const handler = async ({ Records }) => {
  for (const { body } of Records)
    await call('AmazonSQS.SendMessage', { QueueUrl: process.env.NEXT, MessageBody: body });
};`;

let small: SmallCloud;

beforeAll(async () => {
  const next = { Environment: { Variables: { NEXT: { Ref: 'Done' } } }, Timeout: 20 };
  const send = { Action: 'sqs:SendMessage', Resource: arnOf('Done') };
  small = await startSmall({
    resources: {
      ...queue('Work', { VisibilityTimeout: 60 }),
      ...queue('Done'),
      ...lambda('Worker', [consuming('Work'), send], next),
      ...mapping('Work', 'Worker'),
    },
    code: { Worker: WORK },
  });
});

afterAll(() => small.cloud.stop());

beforeEach(async () => {
  await small.cloud.call('AmazonSQS.PurgeQueue', { QueueUrl: small.cloud.ref('Done') });
  small.cloud.clock.advance(61_000);
});

const held = (queueId: string) => small.cloud.queueDepths()[`small-${queueId}`];

/** Sends a message while the fault lasts, which is once. */
async function sendWith(fault: Pick<Faults, 'onCall' | 'onInvoke'>): Promise<void> {
  Object.assign(small.cloud.faults, fault);
  await small.cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: small.cloud.ref('Work'),
    MessageBody: 'hello',
  });
  await small.cloud.idle();
  delete small.cloud.faults.onCall;
  delete small.cloud.faults.onInvoke;
}

test('a function that is throttled does not run; its message comes back', async () => {
  const asked: string[] = [];
  await sendWith({ onInvoke: (name) => (asked.push(name), 'throttled') });
  expect([asked, held('Work'), held('Done')]).toMatchObject([['worker'], { inFlight: 1 }, { visible: 0 }]);
  small.cloud.clock.advance(61_000);
  await small.cloud.idle();
  expect([held('Work'), held('Done')]).toMatchObject([{ inFlight: 0 }, { visible: 1 }]);
});

test('a function whose result is lost has run; its message comes back all the same', async () => {
  await sendWith({ onInvoke: () => 'resultLost' });
  expect([held('Work'), held('Done')]).toMatchObject([{ inFlight: 1 }, { visible: 1 }]);
  small.cloud.clock.advance(61_000);
  await small.cloud.idle();
  expect([held('Work'), held('Done')]).toMatchObject([{ inFlight: 0 }, { visible: 2 }]);
});

test('a call that answers an error may have taken effect', async () => {
  await sendWith({ onCall: () => ({ kind: 'errorAfter', code: 'InternalFailure', status: 500 }) });
  expect([held('Work'), held('Done')]).toMatchObject([{ inFlight: 1 }, { visible: 1 }]);
});
