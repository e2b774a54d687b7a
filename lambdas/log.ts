import { withoutKeys } from '../core/access-key';
import { embedded, type Measured } from './metrics';

const functionName = process.env['AWS_LAMBDA_FUNCTION_NAME'];

/** Writes one wide line for one unit of work. Callers pass ids, counts and names: never bodies, never secrets. */
export function log(unit: string, fields: Record<string, unknown>, measured: Measured = {}): void {
  write('INFO', unit, fields, measured);
}

/**
 * The same for a unit that failed, for which an alarm rings: never for what a client or an endpoint has done. An error's
 * message and stack are ours or the SDK's, not the client's.
 */
export function logError(unit: string, error: unknown, fields: Record<string, unknown> = {}): void {
  write('ERROR', unit, { ...fields, error: described(error) }, { Failures: 1 });
}

/** What cannot be parsed is quoted by the engine, in the message and at the head of the stack. */
function described(error: unknown): Pick<Error, 'name' | 'message' | 'stack'> {
  const { name, message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  if (name !== 'SyntaxError') return { name, message, stack };
  const head = `${name}: ${message}\n`;
  return { name, message: 'is not JSON', stack: stack.startsWith(head) ? stack.slice(head.length) : '' };
}

/**
 * Past the console where a function runs: with the log format JSON, its runtime wraps what the console gets into a
 * `message` of its own, and there neither a query finds a field nor CloudWatch a metric.
 */
function write(level: 'INFO' | 'ERROR', unit: string, fields: object, measured: Measured): void {
  const now = Date.now();
  const line = withoutKeys(
    JSON.stringify({
      timestamp: new Date(now).toISOString(),
      ...{ level, unit },
      ...fields,
      ...embedded(measured, functionName, now),
    }),
  );
  if (functionName !== undefined) process.stdout.write(`${line}\n`);
  else if (level === 'ERROR') console.error(line);
  else console.log(line);
}
