import type { Received } from '../sqs/receive';
import { LARGEST_EVENT } from './functions';

/** The records of SQS messages as Lambda gives them to a function. */
export function sqsRecord(message: Received, queueArn: string, region: string): object {
  return {
    messageId: message.messageId,
    receiptHandle: message.receiptHandle,
    body: message.body,
    attributes: message.attributes,
    messageAttributes: Object.fromEntries(
      Object.entries(message.messageAttributes).map(([name, attribute]) => [
        name,
        lambdaAttribute(attribute),
      ]),
    ),
    md5OfBody: message.md5OfBody,
    eventSource: 'aws:sqs',
    eventSourceARN: queueArn,
    awsRegion: region,
  };
}

function lambdaAttribute(attribute: object): object {
  const { DataType, StringValue, BinaryValue } = attribute as Record<string, string | undefined>;
  return {
    ...(StringValue !== undefined && { stringValue: StringValue }),
    ...(BinaryValue !== undefined && { binaryValue: BinaryValue }),
    stringListValues: [],
    binaryListValues: [],
    dataType: DataType,
  };
}

/** `{"Records":[...]}` texts, each small enough for one invocation, with the messages that are in it. */
export function sqsEvents(
  messages: Received[],
  queueArn: string,
  region: string,
): { event: string; batch: Received[] }[] {
  const events: { records: string[]; batch: Received[]; bytes: number }[] = [];
  for (const message of messages) {
    const record = JSON.stringify(sqsRecord(message, queueArn, region));
    const bytes = Buffer.byteLength(record) + 1;
    const last = events.at(-1);
    if (last && last.bytes + bytes <= LARGEST_EVENT) {
      last.records.push(record);
      last.batch.push(message);
      last.bytes += bytes;
    } else events.push({ records: [record], batch: [message], bytes: bytes + '{"Records":[]}'.length });
  }
  return events.map(({ records, batch }) => ({ event: `{"Records":[${records.join(',')}]}`, batch }));
}
