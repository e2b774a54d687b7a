import type { SQSRecord } from 'aws-lambda';
import { type Origin, originOf } from '../../../lambdas/bury/origin';

const QUEUES = {
  route: 'arn:aws:sqs:us-east-1:1:route',
  deliver: ['arn:aws:sqs:us-east-1:1:deliver', 'arn:aws:sqs:us-east-1:1:slow'],
  monitor: 'arn:aws:sqs:us-east-1:1:monitor',
};

const record = (source: string | undefined, attributes: Record<string, string>, body = '{}'): SQSRecord =>
  ({
    body,
    attributes: source === undefined ? {} : { DeadLetterQueueSourceArn: source },
    messageAttributes: Object.fromEntries(
      Object.entries(attributes).map(([name, stringValue]) => [name, { dataType: 'String', stringValue }]),
    ),
  }) as SQSRecord;

const RULE = { RULE_ARN: 'arn:aws:events:us-east-1:1:rule/bus/events', TARGET_ARN: QUEUES.route };
const TICK = '{"source":"aws.events","detail-type":"Scheduled Event","detail":{}}';

describe('originOf', () => {
  it.each([
    ['the route queue', record(QUEUES.route, {}), { kind: 'event', reason: 'routing_failed' }],
    ...QUEUES.deliver.map((queue): [string, SQSRecord, Origin] => [
      queue,
      record(queue, {}),
      { kind: 'delivery', reason: 'delivery_failed' },
    ]),
    [
      'a rule whose target refused',
      record(undefined, { ...RULE, ERROR_CODE: 'NO_PERMISSIONS' }, '{"source":"tocsin","detail":{}}'),
      { kind: 'event', reason: 'bus_no_permissions' },
    ],
    ['the monitor queue', record(QUEUES.monitor, {}), { kind: 'monitor', reason: 'monitoring_failed' }],
    [
      'a rule that could not reach the monitor queue',
      record(undefined, { ...RULE, TARGET_ARN: QUEUES.monitor, ERROR_CODE: 'TIMEOUT' }),
      { kind: 'monitor', reason: 'bus_timeout' },
    ],
    ['a rule without an error code', record(undefined, RULE), { kind: 'event', reason: 'bus_error' }],
    [
      'the schedule',
      record(undefined, { ...RULE, ERROR_CODE: 'TIMEOUT' }, TICK),
      { kind: 'tick', reason: 'bus_timeout' },
    ],
    [
      'a run of sweep that failed',
      record(undefined, { RequestID: 'r', ErrorCode: '200', ErrorMessage: 'Task timed out' }, TICK),
      { kind: 'tick', reason: 'Task timed out' },
    ],
    [
      'one without a message',
      record(undefined, { RequestID: 'r' }, TICK),
      { kind: 'tick', reason: 'sweep_failed' },
    ],
  ])('2.8 tells %s', (_, message, origin) => expect(originOf(message, QUEUES)).toEqual(origin));

  it.each([
    ['nothing to go by', record(undefined, {})],
    ['another queue', record('arn:aws:sqs:us-east-1:1:other', {})],
    ['a queue of the same name elsewhere', record('arn:aws:sqs:us-east-1:2:deliver', {})],
    ['a rule and a body that is no JSON', record(undefined, RULE, 'x')],
  ])('2.8 throws on %s: what cannot be buried stays in the queue', (_, message) => {
    expect(() => originOf(message, QUEUES)).toThrow();
  });
});
