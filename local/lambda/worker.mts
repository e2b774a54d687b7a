/**
 * One execution environment of a function: imports the bundle, then answers one invocation after the other.
 * Between invocations it blocks in a read of standard input, so that nothing runs in it, as on Lambda; the end of
 * standard input is the end of the process. Answers and console output leave as frames over descriptor 3.
 *
 * Arguments: the bundle's folder, the handler (`index.handler`), the clock's offset in ms.
 */
import { existsSync, readSync, writeSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { shiftDate } from './shift-date.mts';

type Handler = (event: unknown, context: object) => unknown;

interface Invocation {
  requestId: string;
  offsetMs: number;
  timeoutMs: number;
  functionArn: string;
  event: string;
}

const [, , folder = '', handlerName = '', offset = '0'] = process.argv;
let offsetMs = Number(offset);
shiftDate(() => offsetMs);

function sendFrame(frame: object): void {
  const body = Buffer.from(JSON.stringify(frame));
  const header = Buffer.alloc(4);
  header.writeUInt32BE(body.length);
  const bytes = Buffer.concat([header, body]);
  for (let sent = 0; sent < bytes.length;) sent += writeSync(3, bytes, sent);
}

function readBytes(count: number): Buffer {
  const bytes = Buffer.alloc(count);
  for (let filled = 0; filled < count;) {
    const read = readSync(0, bytes, filled, count - filled, null);
    if (read === 0) process.exit(0);
    filled += read;
  }
  return bytes;
}

const nextInvocation = (): Invocation =>
  JSON.parse(readBytes(readBytes(4).readUInt32BE()).toString()) as Invocation;

function captureOutput(stream: NodeJS.WriteStream): void {
  stream.write = (chunk: string | Uint8Array, encoding?: unknown, done?: unknown): boolean => {
    sendFrame({ kind: 'output', text: typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString() });
    const callback = typeof encoding === 'function' ? encoding : done;
    if (typeof callback === 'function') process.nextTick(callback);
    return true;
  };
}

function describe(error: unknown, type?: string): object {
  if (!(error instanceof Error))
    return { errorType: type ?? typeof error, errorMessage: String(error), trace: [] };
  const trace = (error.stack ?? '').split('\n');
  for (let cause = error.cause; cause instanceof Error; cause = cause.cause)
    trace.push(`cause: ${cause.stack}`);
  return { errorType: type ?? error.name, errorMessage: error.message, trace };
}

function endWith(type: string): (error: unknown) => void {
  return (error) => {
    sendFrame({ kind: 'error', fatal: true, ...describe(error, type) });
    process.exit(1);
  };
}

function contextOf({ requestId, functionArn, timeoutMs }: Invocation): object {
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
    functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
    invokedFunctionArn: functionArn,
    memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
    logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
    logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
}

async function loadHandler(): Promise<Handler> {
  const [file = '', name = ''] = handlerName.split('.');
  const path = ['.mjs', '.js', '.cjs']
    .map((end) => join(folder, file + end))
    .find((each) => existsSync(each));
  if (!path) throw new Error(`Cannot find module '${file}' in ${folder}`);
  const bundle = (await import(pathToFileURL(path).href)) as Record<string, unknown>;
  if (typeof bundle[name] !== 'function') throw new Error(`${handlerName} is undefined or not exported`);
  return bundle[name] as Handler;
}

async function answer(handler: Handler, invocation: Invocation): Promise<void> {
  offsetMs = invocation.offsetMs;
  try {
    const result = await handler(JSON.parse(invocation.event), contextOf(invocation));
    sendFrame({ kind: 'result', payload: JSON.stringify(result) ?? 'null' });
  } catch (error) {
    sendFrame({ kind: 'error', ...describe(error) });
  }
}

// A bundle that imports node:process reads all its members, and the real stdin would make descriptor 0 non-blocking.
Object.defineProperty(process, 'stdin', { value: Readable.from([]) });
// Ctrl-C reaches the whole process group: the parent decides when its workers end.
process.on('SIGINT', () => {});
captureOutput(process.stdout);
captureOutput(process.stderr);
process.on('uncaughtException', endWith('Runtime.UncaughtException'));
process.on('unhandledRejection', endWith('Runtime.UnhandledPromiseRejection'));

// A parent that was killed while the handler runs is noticed here; between invocations by the end of input.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 1_000).unref();

const handler = await loadHandler().catch((error: unknown) => {
  sendFrame({ kind: 'error', fatal: true, ...describe(error, 'Runtime.ImportModuleError') });
  process.exit(1);
});
flushCompileCache();
sendFrame({ kind: 'ready' });
for (;;) await answer(handler, nextInvocation());
