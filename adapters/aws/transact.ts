import { setTimeout as wait } from 'node:timers/promises';
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  TransactWriteCommand,
  type DynamoDBDocumentClient,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';

/** One item of a transaction, and the error that its failed condition means. */
export interface Write {
  item: NonNullable<TransactWriteCommandInput['TransactItems']>[number];
  otherwise?: Error;
}

const ROUNDS = 5;
const FIRST_PAUSE_MS = 20;

/**
 * Writes all or nothing. Conflicts with other transactions are tried again (the SDK does not);
 * a failed condition throws that write's `otherwise`.
 */
export async function transact(
  tables: DynamoDBDocumentClient,
  writes: readonly Write[],
  random: () => number,
): Promise<void> {
  for (let round = 1; writes.length > 0; round++) {
    try {
      await tables.send(new TransactWriteCommand({ TransactItems: writes.map(({ item }) => item) }));
      return;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      if (!isOnlyConflict(error) || round === ROUNDS) throw meaning(error, writes);
      await wait(random() * FIRST_PAUSE_MS * 2 ** round);
    }
  }
}

const codes = (error: TransactionCanceledException): string[] =>
  (error.CancellationReasons ?? []).map(({ Code }) => Code ?? 'None');

const isOnlyConflict = (error: TransactionCanceledException): boolean =>
  codes(error).every((code) => code === 'None' || code === 'TransactionConflict');

function meaning(error: TransactionCanceledException, writes: readonly Write[]): Error {
  const failed = codes(error).indexOf('ConditionalCheckFailed');
  return writes[failed]?.otherwise ?? error;
}
