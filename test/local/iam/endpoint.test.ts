import { arnOf, lambda, queue, SDK_CALL, type SmallCloud, startSmall } from '../cloud/small-stack';

const CODE = `${SDK_CALL}
export const handler = async ({ target, input }) =>
  await call(target, { QueueUrl: process.env.QUEUE, ...input }).then((answer) => ({ answer }), ({ name, message }) => ({ name, message }));`;

let small: SmallCloud;

beforeAll(async () => {
  const environment = { Environment: { Variables: { QUEUE: { Ref: 'Work' } } }, Timeout: 20 };
  const send = { Action: ['sqs:SendMessage'], Resource: arnOf('Work') };
  small = await startSmall({
    resources: { ...queue('Work'), ...lambda('Caller', [send], environment) },
    code: { Caller: CODE },
  });
});

afterAll(() => small.cloud.stop());

const call = async (target: string, input: object = {}): Promise<unknown> => {
  const outcome = await small.cloud.invoke('caller', { target, input });
  return outcome.ok ? JSON.parse(outcome.payload) : outcome;
};

test('what the role allows goes through', async () => {
  expect(await call('AmazonSQS.SendMessage', { MessageBody: 'hi' })).toMatchObject({
    answer: { MessageId: expect.any(String) as string },
  });
});

test('what the role does not allow is denied in the words of AWS, and reported', async () => {
  const resource = 'arn:aws:sqs:us-east-1:000000000000:small-Work';
  expect(await call('AmazonSQS.PurgeQueue')).toEqual({
    name: 'AccessDeniedException',
    message: `User: arn:aws:sts::000000000000:assumed-role/small-CallerRole/caller is not authorized to perform: sqs:PurgeQueue on resource: ${resource} because no identity-based policy allows the sqs:PurgeQueue action`,
  });
  expect(small.reports).toContain(`[caller] IAM: the role may not sqs:PurgeQueue on ${resource}`);
});

test('an action that does not exist here is named', async () => {
  expect(await call('AmazonSQS.CreateQueue')).toEqual({
    name: 'UnknownOperationException',
    message: 'AmazonSQS.CreateQueue is not supported locally',
  });
});

test('an operator, who signs with other credentials, may do everything', async () => {
  await expect(
    small.cloud.call('AmazonSQS.PurgeQueue', { QueueUrl: small.cloud.ref('Work') }),
  ).resolves.toEqual({});
});
