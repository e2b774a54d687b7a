import { type Action, type Input, type LocalContext, type Permission, ServiceError } from '../../context';
import { accept } from '../accept';
import { checkedEntry, entrySize } from '../entry';
import { busArn, busName } from '../rules';

const MAX_ENTRIES = 10;
const MAX_BYTES = 1_048_576;

export const putEvents: Action = {
  permissions: (input, local) => entriesOf(input).map((entry) => permission(entry, local)),
  run(input: Input, local: LocalContext): object {
    const entries = entriesOf(input);
    checkRequest(entries);
    const Entries = local.store.transaction(() => entries.map((entry) => answer(entry, local)));
    return { FailedEntryCount: Entries.filter((entry) => 'ErrorCode' in entry).length, Entries };
  },
};

const entriesOf = (input: Input): Input[] =>
  Array.isArray(input['Entries']) ? (input['Entries'] as Input[]) : [];

function permission(entry: Input, local: LocalContext): Permission {
  const bus = entry['EventBusName'];
  return {
    action: 'events:PutEvents',
    resource: busArn(local, busName(typeof bus === 'string' ? bus : undefined)),
    context: {
      ...(typeof entry['Source'] === 'string' && { 'events:source': entry['Source'] }),
      ...(typeof entry['DetailType'] === 'string' && { 'events:detail-type': entry['DetailType'] }),
    },
  };
}

function checkRequest(entries: Input[]): void {
  if (entries.length < 1 || entries.length > MAX_ENTRIES) {
    const bound = entries.length < 1 ? 'greater than or equal to 1' : `less than or equal to ${MAX_ENTRIES}`;
    throw new ServiceError(
      'ValidationException',
      `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length ${bound}`,
    );
  }
  if (entries.reduce((sum, entry) => sum + entrySize(entry), 0) >= MAX_BYTES) {
    throw new ServiceError(
      'ValidationException',
      'Total size of the entries in the request is over the limit.',
    );
  }
}

function answer(
  entry: Input,
  local: LocalContext,
): { EventId: string } | { ErrorCode: string; ErrorMessage: string } {
  if (local.random() < local.faults.entryFailureProbability) {
    return { ErrorCode: 'InternalFailure', ErrorMessage: 'An internal failure occurred.' };
  }
  try {
    return { EventId: accept(local, checkedEntry(entry)) };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { ErrorCode: error.code, ErrorMessage: error.message };
  }
}
