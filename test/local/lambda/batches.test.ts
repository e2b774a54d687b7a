import { succeeded } from '../../../local/lambda/batch-response';
import { LARGEST_EVENT } from '../../../local/lambda/functions';
import { sqsEvents, sqsRecord } from '../../../local/lambda/sqs-event';
import type { Received } from '../../../local/sqs/receive';

const ARN = 'arn:aws:sqs:us-east-1:000000000000:q';

const message = (messageId: string, body = 'x'): Received => ({
  messageId,
  receiptHandle: `handle-${messageId}`,
  body,
  md5OfBody: 'md5',
  attributes: { ApproximateReceiveCount: '1' },
  messageAttributes: { colour: { DataType: 'String', StringValue: 'red' } },
});

const batch = [message('a'), message('b'), message('c')];
const failures = (...ids: unknown[]): string =>
  JSON.stringify({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });

test.each([
  ['null', 'null', 'abc'],
  ['an empty object', '{}', 'abc'],
  ['an empty list', failures(), 'abc'],
  ['a null list', '{"batchItemFailures":null}', 'abc'],
  ['one failure', failures('b'), 'ac'],
  ['all failures', failures('a', 'b', 'c'), ''],
  ['an unknown identifier', failures('b', 'nobody'), ''],
  ['an empty identifier', failures(''), ''],
  ['a null identifier', failures(null), ''],
  ['a missing identifier', '{"batchItemFailures":[{}]}', ''],
  ['no list', '{"batchItemFailures":"b"}', ''],
  ['a text', '"done"', ''],
])('%s: what succeeded', (_, payload, expected) => {
  expect(
    succeeded(batch, payload)
      .map(({ messageId }) => messageId)
      .join(''),
  ).toBe(expected);
});

test('a record is as Lambda makes it', () => {
  expect(sqsRecord(message('a', 'hi'), ARN, 'us-east-1')).toEqual({
    messageId: 'a',
    receiptHandle: 'handle-a',
    body: 'hi',
    attributes: { ApproximateReceiveCount: '1' },
    messageAttributes: {
      colour: { stringValue: 'red', stringListValues: [], binaryListValues: [], dataType: 'String' },
    },
    md5OfBody: 'md5',
    eventSource: 'aws:sqs',
    eventSourceARN: ARN,
    awsRegion: 'us-east-1',
  });
});

test('a batch is cut where an event would pass 6 MB', () => {
  const large = ['a', 'b', 'c', 'd'].map((id) => message(id, 'x'.repeat(2 * 2 ** 20)));
  const events = sqsEvents(large, ARN, 'us-east-1');
  expect(events.map((each) => each.batch.map(({ messageId }) => messageId).join(''))).toEqual(['ab', 'cd']);
  for (const { event } of events) {
    expect(Buffer.byteLength(event)).toBeLessThanOrEqual(LARGEST_EVENT);
    expect((JSON.parse(event) as { Records: unknown[] }).Records).toHaveLength(2);
  }
});
