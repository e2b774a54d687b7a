/** One SDK call of a function, as the fault hooks see it. */
export interface Call {
  /** The function's construct name, e.g. `deliver`; `operator` for calls from outside. */
  caller: string;
  /** `dynamodb`, `sqs`, `events`, `kms`, `secretsmanager`. */
  service: string;
  action: string;
}

/**
 * What to do to one call: answer an error instead of it, or in spite of its having taken effect (as a 500 or a lost
 * connection may); kill the caller's process before or after it took effect; or let it wait.
 */
export type CallFault =
  | { kind: 'error'; code: string; status: number }
  | { kind: 'errorAfter'; code: string; status: number }
  | { kind: 'crashBefore' }
  | { kind: 'crashAfter' }
  | { kind: 'delay'; ms: number };

/**
 * What to do to one invocation: refuse it before the function runs, or let it run and lose its result. To the one who
 * invoked it, both are an invocation that failed: a received message comes back, a client of the API is answered 500.
 */
export type InvocationFault = 'throttled' | 'resultLost';

/**
 * How unkind the local cloud is. The defaults are as unkind as AWS on an ordinary day; fault tests set more.
 * Probabilities are 0 to 1 and drawn from the context's seeded `random`.
 */
export interface Faults {
  /** Index reads and reads without ConsistentRead may miss writes younger than this, ms. */
  readLagMs: number;
  /** A received message may be handed out a second time. */
  duplicateProbability: number;
  /** Receives take messages in nearly, not exactly, the order sent. */
  reorder: boolean;
  /** Asked before each SDK call; nothing means the call goes through. */
  onCall?: (call: Call) => CallFault | undefined;
  /** Asked before each invocation, with the function's name as in `Call.caller`. */
  onInvoke?: (name: string) => InvocationFault | undefined;
  /**
   * TransactWriteItems takes a random time up to this, ms; until it is over, other transactions and single writes on
   * its items end in a TransactionConflict. 0: it is over at once, and nothing ever conflicts.
   */
  transactionMs: number;
  /** Expired items stay for this long before TTL deletes them, ms; AWS promises only "within a few days". */
  expiryLagMs: number;
  /** Share of PutEvents and SendMessageBatch entries that fail. */
  entryFailureProbability: number;
}

export const ORDINARY_DAY: Faults = {
  readLagMs: 20,
  duplicateProbability: 0.001,
  reorder: true,
  entryFailureProbability: 0,
  transactionMs: 0,
  expiryLagMs: 60_000,
};
