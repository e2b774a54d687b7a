import { TransactionCanceledException, TransactionConflictException } from '@aws-sdk/client-dynamodb';

/** Somebody else's transaction was at one of the rows: the same write may succeed a moment later. */
export function isConflict(error: unknown): boolean {
  if (error instanceof TransactionConflictException) return true;
  if (!(error instanceof TransactionCanceledException)) return false;
  return error.CancellationReasons?.some(({ Code }) => Code === 'TransactionConflict') ?? false;
}
