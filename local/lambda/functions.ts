import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { LocalContext } from '../context';
import type { LambdaFunction, Outcome } from './function';
import { failedInvocation } from './failed-invocation';
import { Pool } from './pool';
import { readable } from './readable';
import { Worker } from './worker';
import { workerEnvironment } from './worker-environment';

/** The largest event of a synchronous invocation, bytes of its JSON (Lambda quotas: 6 MB). */
export const LARGEST_EVENT = 6_291_456;

const COMPILE_CACHE = join(__dirname, '..', '..', '.build', 'compile-cache');

/** Lines of output that are kept for each function. */
const KEPT_LINES = 1_000;

/**
 * Of one function at once, on any machine: what `deliver` needs so that neither of its queues waits for the other's
 * endpoints. Workers wait more than they compute, and are started only when they are needed.
 */
const MIN_WORKERS = 4;

interface FunctionsOptions {
  /** Print what functions write even if they succeed. */
  verbose?: boolean;
}

/** All functions of the stack, and the processes that run them. */
export class Functions {
  private byName = new Map<string, { lambda: LambdaFunction; pool: Pool; lines: string[] }>();
  private callers = new Map<string, { lambda: LambdaFunction; worker: Worker }>();
  private started = 0;

  constructor(private options: FunctionsOptions) {}

  add(lambda: LambdaFunction, local: LocalContext): void {
    const limit = Math.max(MIN_WORKERS, availableParallelism());
    const start = (): Worker => this.start(lambda, local);
    const pool = new Pool({ limit, start, offsetMs: () => local.clock.offsetMs });
    const entry = { lambda, pool, lines: [] };
    for (const name of [lambda.label, lambda.name, lambda.arn]) this.byName.set(name, entry);
  }

  all(): LambdaFunction[] {
    return [...new Set(this.byName.values())].map(({ lambda }) => lambda);
  }

  /** By label, name or ARN (with or without a version). Throws if there is none. */
  find(name: string): LambdaFunction {
    return this.entry(name).lambda;
  }

  /** Runs the function and reports a failure with what it wrote. The event is JSON text of at most `LARGEST_EVENT` bytes. */
  async invoke(name: string, event: string, local: LocalContext): Promise<Outcome> {
    const { lambda, pool, lines } = this.entry(name);
    const bytes = Buffer.byteLength(event);
    if (bytes > LARGEST_EVENT)
      throw new RangeError(
        `${bytes} byte payload is too large for the RequestResponse invocation type (limit ${LARGEST_EVENT} bytes)`,
      );
    const fault = local.faults.onInvoke?.(lambda.label);
    if (fault === 'throttled') return failedInvocation('TooManyRequestsException', 'Rate Exceeded.');
    const outcome = await pool.run(event);
    lines.push(...outcome.output);
    lines.splice(0, lines.length - KEPT_LINES);
    if (!outcome.ok || this.options.verbose)
      for (const line of outcome.output) local.report(`[${lambda.label}] ${readable(line)}`);
    if (!outcome.ok) local.report(failureText(lambda, outcome));
    return fault === 'resultLost' ? failedInvocation('ServiceException', 'Internal error.') : outcome;
  }

  /** The latest lines that the function wrote. */
  output(name: string): readonly string[] {
    return this.entry(name).lines;
  }

  /** Whose process has these credentials. */
  caller(accessKeyId: string): { lambda: LambdaFunction; worker: Worker } | undefined {
    return this.callers.get(accessKeyId);
  }

  get running(): number {
    return [...new Set(this.byName.values())].reduce((sum, { pool }) => sum + pool.running, 0);
  }

  async stop(): Promise<void> {
    await Promise.all([...new Set(this.byName.values())].map(({ pool }) => pool.stop()));
  }

  private entry(name: string): { lambda: LambdaFunction; pool: Pool; lines: string[] } {
    const entry = this.byName.get(name) ?? this.byName.get(name.replace(/:\$LATEST$/, ''));
    if (!entry) throw new Error(`There is no function ${name}`);
    return entry;
  }

  private start(lambda: LambdaFunction, local: LocalContext): Worker {
    const accessKeyId = `LOCAL${lambda.label.toUpperCase().replace(/\W/g, '')}${++this.started}`;
    const environment = workerEnvironment(lambda, local, accessKeyId, COMPILE_CACHE);
    const worker = new Worker(lambda, accessKeyId, environment, local.clock.offsetMs);
    this.callers.set(accessKeyId, { lambda, worker });
    void worker.exited.then(() => this.callers.delete(accessKeyId));
    return worker;
  }
}

function failureText(
  { label }: LambdaFunction,
  { errorType, errorMessage, trace }: Outcome & { ok: false },
): string {
  const stack = trace.filter((line) => line.trim() !== '').slice(1);
  return [`[${label}] ${errorType}: ${errorMessage}`, ...stack].join('\n');
}
