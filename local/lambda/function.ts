/** A Lambda function as the template declares it. */
export interface LambdaFunction {
  /** The construct's name in lower case, e.g. `deliver`; what people and tests call it. */
  label: string;
  name: string;
  arn: string;
  roleArn: string;
  /** Folder of the bundle. */
  folder: string;
  handler: string;
  timeoutMs: number;
  memoryMb: number;
  logGroup: string;
  environment: Record<string, string>;
  /** Queue for asynchronous events that failed for good. */
  deadLetterArn?: string;
}

/** What came of one invocation. `trace` is a stack, readable thanks to source maps; `output` the lines it wrote. */
export type Outcome =
  | { ok: true; requestId: string; payload: string; output: string[] }
  | {
      ok: false;
      requestId: string;
      errorType: string;
      errorMessage: string;
      trace: string[];
      output: string[];
    };

/** How Lambda passes a function error on, e.g. to a dead-letter queue. */
export const errorPayload = (outcome: Outcome & { ok: false }): string =>
  JSON.stringify({ errorType: outcome.errorType, errorMessage: outcome.errorMessage, trace: outcome.trace });
