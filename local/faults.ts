/** One SDK call of a function, as the fault hooks see it. */
export interface Call {
  /** The function's construct name, e.g. `deliver`; `operator` for calls from outside. */
  caller: string;
  /** `dynamodb`, `sqs`, `events`, `kms`, `secretsmanager`. */
  service: string;
  action: string;
}

/** What to do to one call: answer an error before it, kill the caller's process before or after it took effect. */
export type CallFault =
  | { kind: 'error'; code: string; status: number }
  | { kind: 'crashBefore' }
  | { kind: 'crashAfter' }
  | { kind: 'delay'; ms: number };

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
  /** Share of PutEvents and SendMessageBatch entries that fail. */
  entryFailureProbability: number;
}

export const ORDINARY_DAY: Faults = {
  readLagMs: 20,
  duplicateProbability: 0.001,
  reorder: true,
  entryFailureProbability: 0,
};
