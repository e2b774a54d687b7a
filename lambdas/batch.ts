import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { logError } from './log';

/**
 * Runs `work` for every record at once and reports those that threw, so that only they come back. A batch that
 * fails whole is reported record by record as well: a thrown error would make Lambda slow down the others.
 */
export async function eachRecord(
  unit: string,
  event: SQSEvent,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const failures = new Map<string, unknown>();
  await Promise.all(
    event.Records.map(async (record) => {
      try {
        await work(record);
      } catch (error) {
        failures.set(record.messageId, error);
      }
    }),
  );
  return comingBack(unit, failures);
}

/** The answer to a batch of which these messages have failed, each for a reason that is logged. */
export function comingBack(unit: string, failures: ReadonlyMap<string, unknown>): SQSBatchResponse {
  for (const [messageId, error] of failures) {
    if (!(error instanceof ComeBack)) logError(unit, error, { messageId });
  }
  return { batchItemFailures: [...failures.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Thrown to have the message come back later although nothing is wrong, e.g. while somebody else is at it. */
export class ComeBack extends Error {}
