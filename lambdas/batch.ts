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
  const outcomes = await Promise.allSettled(event.Records.map(async (record) => work(record)));
  return {
    batchItemFailures: event.Records.flatMap(({ messageId }, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== 'rejected') return [];
      if (!(outcome.reason instanceof ComeBack)) logError(unit, outcome.reason, { messageId });
      return [{ itemIdentifier: messageId }];
    }),
  };
}

/** Thrown to have the message come back later although nothing is wrong, e.g. while somebody else is at it. */
export class ComeBack extends Error {}
