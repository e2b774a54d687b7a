import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PortTaken } from '../../../local/listen';
import { arnOf, lambda, queue, startSmall } from './small-stack';

const FAILS = `export const handler = async () => { throw new Error('never'); };`;

test('a template that asks for more than there is does not start, and says all of it', async () => {
  const resources = {
    Topic: { Type: 'AWS::SNS::Topic' },
    ...queue('Work', { FifoQueue: true }),
    ...lambda('Fn', [], { SnapStart: {}, LoggingConfig: { Surprise: 1 } }),
  };
  await expect(startSmall({ resources, code: { Fn: FAILS } })).rejects.toMatchObject({
    problems: [
      'Topic: the resource type AWS::SNS::Topic is not supported locally',
      'Work: the property FifoQueue of AWS::SQS::Queue is not supported locally',
      'Fn: the property SnapStart of AWS::Lambda::Function is not supported locally',
      'Fn: the property LoggingConfig.Surprise of AWS::Lambda::Function is not supported locally',
    ],
  });
});

test.each([
  ['trusts another service', { Principal: { Service: 'ec2.amazonaws.com' } }],
  ['lets Lambda do something else', { Action: 'sts:TagSession' }],
])('a function whose role %s does not start', async (_, change) => {
  const trust = { Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const { FnRole, ...rest } = lambda('Fn');
  const Statement = [{ ...trust, ...change }];
  const Properties = {
    ...FnRole!.Properties,
    AssumeRolePolicyDocument: { Version: '2012-10-17', Statement },
  };
  const resources = { ...rest, FnRole: { Type: 'AWS::IAM::Role', Properties } };
  await expect(startSmall({ resources, code: { Fn: FAILS } })).rejects.toMatchObject({
    problems: ['fn: the role arn:aws:iam::000000000000:role/small-FnRole cannot be assumed by Lambda'],
  });
});

test('messages outlive a stop', async () => {
  const stateDir = mkdtempSync(join(tmpdir(), 'tocsin-state-'));
  const stack = { resources: queue('Work'), code: {} };
  const before = await startSmall(stack, { stateDir });
  await before.cloud.call('AmazonSQS.SendMessage', {
    QueueUrl: before.cloud.ref('Work'),
    MessageBody: 'kept',
  });
  await before.cloud.stop();
  const after = await startSmall(stack, { stateDir });
  const answer = await after.cloud.call('AmazonSQS.ReceiveMessage', { QueueUrl: after.cloud.ref('Work') });
  expect(answer).toMatchObject({ Messages: [{ Body: 'kept' }] });
  await after.cloud.stop();
});

test('a port that is taken is named, and nothing stays behind', async () => {
  const stack = { resources: queue('Work'), code: {} };
  const first = await startSmall(stack);
  const port = Number(new URL(first.cloud.apiUrl).port);
  await expect(startSmall(stack, { port })).rejects.toThrow(new PortTaken(port));
  await first.cloud.stop();
});

test('a scheduled function that fails for good leaves its event to the dead-letter queue', async () => {
  const toDead = { Action: 'sqs:SendMessage', Resource: arnOf('Dead') };
  const { cloud } = await startSmall({
    resources: {
      ...queue('Dead'),
      ...lambda('Fn', [toDead], { DeadLetterConfig: { TargetArn: arnOf('Dead') }, Timeout: 20 }),
      Retries: {
        Type: 'AWS::Lambda::EventInvokeConfig',
        Properties: { FunctionName: { Ref: 'Fn' }, MaximumRetryAttempts: 1, Qualifier: '$LATEST' },
      },
      Rule: {
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression: 'rate(1 minute)',
          State: 'ENABLED',
          Targets: [{ Id: 'T', Arn: arnOf('Fn') }],
        },
      },
      Permission: {
        Type: 'AWS::Lambda::Permission',
        Properties: {
          Action: 'lambda:InvokeFunction',
          FunctionName: arnOf('Fn'),
          Principal: 'events.amazonaws.com',
          SourceArn: arnOf('Rule'),
        },
      },
    },
    code: { Fn: FAILS },
  });
  const dead = async (): Promise<object> =>
    await cloud.call('AmazonSQS.ReceiveMessage', {
      QueueUrl: cloud.ref('Dead'),
      MessageAttributeNames: ['All'],
    });
  await cloud.runSchedules();
  expect(await dead()).not.toHaveProperty('Messages');
  cloud.clock.advance(59_000);
  await cloud.idle();
  cloud.clock.advance(1_500);
  await cloud.idle();
  expect(await dead()).toMatchObject({
    Messages: [
      {
        Body: expect.stringContaining('"detail-type":"Scheduled Event"') as string,
        MessageAttributes: { ErrorCode: { StringValue: '200' }, ErrorMessage: { StringValue: 'never' } },
      },
    ],
  });
  await cloud.stop();
});

test('resources that cannot be made are named together, without what only depends on them', async () => {
  const resources = {
    ...queue('Work', { VisibilityTimeout: -1 }),
    ...lambda('Fn', [], { Environment: { Variables: { QUEUE: { Ref: 'Work' } } } }),
    ...lambda('Python', [], { Runtime: 'python3.13' }),
  };
  await expect(startSmall({ resources, code: { Fn: FAILS, Python: FAILS } })).rejects.toMatchObject({
    problems: [
      expect.stringContaining('Work (AWS::SQS::Queue): ') as string,
      'Python (AWS::Lambda::Function): the runtime python3.13 is not Node',
    ],
  });
});
