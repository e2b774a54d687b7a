import { type Input, type LocalContext, ServiceError } from '../context';
import { codeOf, sqsError } from './errors';
import { optionalText } from './input';

const MAX_ENTRIES = 10;
const ENTRY_ID = /^[\w-]{1,80}$/;

export interface BatchEntry {
  id: string;
  input: Input;
}

/** The answer of every batch action. */
interface BatchAnswer {
  Successful: object[];
  Failed: { Id: string; SenderFault: boolean; Code: string; Message: string }[];
}

/** The entries of a batch request, checked as a whole: 1 to 10 with distinct, well-formed ids. */
export function batchEntries(input: Input): BatchEntry[] {
  const given = Array.isArray(input['Entries']) ? (input['Entries'] as Input[]) : [];
  if (given.length === 0) {
    throw sqsError(
      'EmptyBatchRequest',
      'There should be at least one SendMessageBatchRequestEntry in the request.',
    );
  }
  if (given.length > MAX_ENTRIES) {
    throw sqsError(
      'TooManyEntriesInBatchRequest',
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${given.length}.`,
    );
  }
  const entries = given.map((entry) => ({ id: entryId(entry), input: entry }));
  const repeated = entries.find(
    (entry, index) => entries.findIndex((other) => other.id === entry.id) < index,
  );
  if (repeated) throw sqsError('BatchEntryIdsNotDistinct', `Id ${repeated.id} repeated.`);
  return entries;
}

function entryId(entry: Input): string {
  const id = optionalText(entry, 'Id') ?? '';
  if (!ENTRY_ID.test(id)) {
    throw sqsError(
      'InvalidBatchEntryId',
      'A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.',
    );
  }
  return id;
}

/** Runs each entry by itself; one that throws a `ServiceError` becomes a failed entry. */
export function eachEntry(entries: BatchEntry[], work: (entry: BatchEntry) => object): BatchAnswer {
  const answer: BatchAnswer = { Successful: [], Failed: [] };
  for (const entry of entries) {
    try {
      answer.Successful.push({ Id: entry.id, ...work(entry) });
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      const SenderFault = error.status < 500;
      answer.Failed.push({ Id: entry.id, SenderFault, Code: codeOf(error), Message: error.message });
    }
  }
  return answer;
}

/** Fails an entry now and then, as the fault hooks say. */
export function maybeFail(local: LocalContext): void {
  if (local.random() < local.faults.entryFailureProbability) {
    throw sqsError('InternalError', 'We encountered an internal error. Please try again.', 500);
  }
}
