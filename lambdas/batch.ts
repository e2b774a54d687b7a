import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { log, logError } from './log';
import type { Fields } from './message-fields';
import type { Measured } from './metrics';

/** Puts fields into the line of a message as soon as they are known, so that they are there should it fail. */
export type Note = (fields: Fields) => void;

/**
 * Runs `work` for every record at once, writes one line of each, and reports those that threw, so that only they come
 * back. A batch that fails whole is reported record by record as well: a thrown error would make Lambda slow down the
 * others.
 */
export async function eachRecord(
  unit: string,
  { Records }: SQSEvent,
  work: (record: SQSRecord, note: Note) => Promise<Measured>,
): Promise<SQSBatchResponse> {
  const failures = new Map<string, unknown>();
  const lines = new Map(Records.map(({ messageId }): [string, Fields] => [messageId, {}]));
  await Promise.all(
    Records.map(async (record) => {
      const line = lines.get(record.messageId) ?? {};
      try {
        log(unit, line, await work(record, (fields) => Object.assign(line, fields)));
      } catch (error) {
        failures.set(record.messageId, error);
      }
    }),
  );
  return comingBack(unit, failures, (messageId) => lines.get(messageId));
}

/** The answer to a batch of which these messages have failed or have to wait, with a line of each. */
export function comingBack(
  unit: string,
  failures: ReadonlyMap<string, unknown>,
  fieldsOf: (messageId: string) => Fields | undefined,
): SQSBatchResponse {
  for (const [messageId, error] of failures) {
    const fields = { messageId, ...fieldsOf(messageId) };
    if (error instanceof ComeBack) log(unit, { ...fields, outcome: 'comesBack' });
    else logError(unit, error, fields);
  }
  return { batchItemFailures: [...failures.keys()].map((itemIdentifier) => ({ itemIdentifier })) };
}

/** Thrown to have the message come back later although nothing is wrong, e.g. while another worker holds the lease. */
export class ComeBack extends Error {}
