import { randomUUID } from 'node:crypto';
import type { Outcome } from './function';

/** An invocation that failed without the function's doing: it did not run, or its result is lost. */
export const failedInvocation = (errorType: string, errorMessage: string): Outcome => ({
  ...{ ok: false as const, requestId: randomUUID(), errorType, errorMessage },
  trace: [],
  output: [],
});
