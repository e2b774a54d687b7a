import { eventBus } from '../../../local/eventbridge/event-bus-resource';
import { eventbridge } from '../../../local/eventbridge/service';
import { depth } from '../../../local/sqs/depth';
import { WiredBus } from './wired-bus';

const EventPattern = { source: ['tocsin'] };

test('Ref of a bus is its name', () => {
  const { local } = new WiredBus();
  expect(eventBus.make({ logicalId: 'Bus', physicalName: 'stack-bus', properties: {} }, local)).toEqual({
    ref: 'stack-bus',
    attributes: { Arn: 'arn:aws:events:us-east-1:000000000000:event-bus/stack-bus', Name: 'stack-bus' },
  });
});

test('the ARN of a rule has its bus, except on the default bus', () => {
  const bus = new WiredBus();
  eventBus.make({ logicalId: 'Bus', physicalName: 'own', properties: {} }, bus.local);
  expect(bus.declareRule({ EventPattern })).toBe('arn:aws:events:us-east-1:000000000000:rule/rule');
  expect(bus.declareRule({ EventPattern, EventBusName: 'own' })).toBe(
    'arn:aws:events:us-east-1:000000000000:rule/own/rule',
  );
});

test('a disabled rule matches nothing', async () => {
  const bus = new WiredBus();
  bus.declareRule({ EventPattern, State: 'DISABLED', Targets: [{ Arn: bus.queue, Id: 'q' }] });
  bus.start();
  await bus.put();
  await bus.stop();
  expect(depth(bus.local, bus.queue).visible).toBe(0);
});

test.each([
  ['no pattern and no schedule', {}, 'either an EventPattern or a ScheduleExpression'],
  ['both', { EventPattern, ScheduleExpression: 'rate(1 minute)' }, 'either an EventPattern'],
  ['a bus that is not there', { EventPattern, EventBusName: 'not' }, 'there is no bus not'],
  ['a pattern that AWS refuses', { EventPattern: { source: 'tocsin' } }, 'Rule: '],
  ['a pattern over 2,048 characters', { EventPattern: { source: ['x'.repeat(2048)] } }, '2048 characters'],
  [
    'a target that changes the event',
    { EventPattern, Targets: [{ Arn: 'arn:aws:sqs:::q', Id: 'q', InputTransformer: {} }] },
    "a target's InputTransformer does not exist locally",
  ],
  [
    'a message group for a function',
    {
      EventPattern,
      Targets: [{ Arn: 'arn:aws:lambda:::f', Id: 'f', SqsParameters: { MessageGroupId: 'g' } }],
    },
    "a target's SqsParameters are for queues only",
  ],
  [
    'a message group of 101 characters',
    {
      EventPattern,
      Targets: [{ Arn: 'arn:aws:sqs:::q', Id: 'q', SqsParameters: { MessageGroupId: 'g'.repeat(101) } }],
    },
    'must have 1 to 100 characters',
  ],
  [
    'another kind of target',
    { EventPattern, Targets: [{ Arn: 'arn:aws:states:::x', Id: 'x' }] },
    'only queues and functions',
  ],
  [
    'six targets',
    { EventPattern, Targets: Array(6).fill({ Arn: 'arn:aws:sqs:::q', Id: 'q' }) },
    'at most 5 targets',
  ],
  [
    'too many retries',
    {
      EventPattern,
      Targets: [{ Arn: 'arn:aws:sqs:::q', Id: 'q', RetryPolicy: { MaximumRetryAttempts: 186 } }],
    },
    'must be between 0 and 185',
  ],
])('%s stops the start', (_what, properties, message) => {
  expect(() => new WiredBus().declareRule(properties)).toThrow(message);
});

test('PutEvents needs its permission on each bus, with source and detail type', () => {
  const { local } = new WiredBus();
  const entry = { Source: 'tocsin', DetailType: 'x', Detail: '{}', EventBusName: 'own' };
  expect(eventbridge.actions['PutEvents']?.permissions({ Entries: [entry] }, local)).toEqual([
    {
      action: 'events:PutEvents',
      resource: 'arn:aws:events:us-east-1:000000000000:event-bus/own',
      context: { 'events:source': 'tocsin', 'events:detail-type': 'x' },
    },
  ]);
});
