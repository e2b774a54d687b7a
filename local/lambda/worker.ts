import { type ChildProcess, type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { encodeFrame, type Frame, frameReader } from './frames';
import type { LambdaFunction } from './function';

const PROGRAM = join(__dirname, 'worker.mts');

/**
 * The young generation takes up to three times this. Left to V8 a worker grows by another 30 to 50 MB, and is not faster
 * for it.
 */
const SEMI_SPACE_MB = 4;

/** On-demand initialisation may take 10 s (Lambda quotas). */
const INIT_LIMIT_MS = 10_000;

export interface WorkerError {
  /** The process ends after this error. */
  fatal?: true;
  errorType: string;
  errorMessage: string;
  trace: string[];
}

type Reply = { ok: true; payload: string } | ({ ok: false } & WorkerError);

interface Invocation {
  requestId: string;
  offsetMs: number;
  event: string;
}

const exitError = (requestId: string, how: string): WorkerError => ({
  errorType: 'Runtime.ExitError',
  errorMessage: `RequestId: ${requestId} Error: Runtime exited with error: ${how}`,
  trace: [],
});

/** One process that runs a function's bundle, one invocation at a time. */
export class Worker {
  readonly process: ChildProcess;
  /** Resolves with nothing once the bundle is loaded, or with why it could not be. */
  readonly ready: Promise<WorkerError | undefined>;
  readonly exited: Promise<void>;
  /** What the invocation under way, or the last one, wrote. */
  output: string[] = [];
  private killed = false;
  private onFrame: (frame: Frame) => void = () => {};
  private onExit: (how: string) => void = () => {};

  constructor(
    private lambda: LambdaFunction,
    readonly accessKeyId: string,
    environment: Record<string, string>,
    offsetMs: number,
  ) {
    const memory = [`--max-old-space-size=${lambda.memoryMb}`, `--max-semi-space-size=${SEMI_SPACE_MB}`];
    const args = [
      '--enable-source-maps',
      ...memory,
      PROGRAM,
      lambda.folder,
      lambda.handler,
      String(offsetMs),
    ];
    this.process = spawn(process.execPath, args, {
      cwd: lambda.folder,
      env: environment,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.listen();
    this.exited = new Promise((resolve) => this.process.once('close', () => resolve()));
    this.ready = this.untilReady();
  }

  get alive(): boolean {
    return !this.killed && this.process.exitCode === null && this.process.signalCode === null;
  }

  /** Answers when the handler has, when its time is over (the process is killed then), or when the process is gone. */
  async invoke({ requestId, offsetMs, event }: Invocation): Promise<Reply> {
    const { timeoutMs, arn } = this.lambda;
    this.output = [];
    if (!this.alive) return { ok: false, ...exitError(requestId, 'the process is gone') };
    const request = { requestId, offsetMs, timeoutMs, functionArn: arn, event };
    const timedOut = {
      errorType: 'Sandbox.Timedout',
      errorMessage: `RequestId: ${requestId} Error: Task timed out after ${(timeoutMs / 1000).toFixed(2)} seconds`,
      trace: [],
    };
    return await this.exchange(timeoutMs, timedOut, requestId, () => this.write(encodeFrame(request)));
  }

  kill(): void {
    this.killed = true;
    this.process.kill('SIGKILL');
  }

  /** Ends a worker that waits: it sees the end of its input. */
  async end(): Promise<void> {
    this.process.stdin?.end();
    await this.exited;
  }

  private async untilReady(): Promise<WorkerError | undefined> {
    const tooSlow = {
      errorType: 'Sandbox.Timedout',
      errorMessage: 'Init phase timed out after 10.00 seconds',
      trace: [],
    };
    const reply = await this.exchange(INIT_LIMIT_MS, tooSlow, 'init', () => {});
    return reply.ok ? undefined : reply;
  }

  private exchange(limitMs: number, late: WorkerError, requestId: string, start: () => void): Promise<Reply> {
    return new Promise((resolve) => {
      const settle = (reply: Reply): void => {
        clearTimeout(timer);
        this.onFrame = this.onExit = () => {};
        resolve(reply);
      };
      const timer = setTimeout(() => {
        this.kill();
        settle({ ok: false, ...late });
      }, limitMs);
      this.onFrame = (frame) =>
        settle(
          frame.kind === 'error'
            ? { ...frame, ok: false }
            : { ok: true, payload: frame.kind === 'result' ? frame.payload : '' },
        );
      this.onExit = (how) => settle({ ok: false, ...exitError(requestId, how) });
      start();
    });
  }

  private listen(): void {
    const { stdin: input, stdout: output, stderr: errors } = this.process as ChildProcessWithoutNullStreams;
    const frames = this.process.stdio[3] as Readable;
    // A worker that is gone is noticed by its exit; the pipe to it may break first.
    input.on('error', () => {});
    frames.on('error', () => {});
    const keep = (text: string): void =>
      void this.output.push(...text.split('\n').filter((line) => line !== ''));
    for (const stream of [output, errors]) stream.setEncoding('utf8').on('data', keep);
    const read = frameReader((frame) => (frame.kind === 'output' ? keep(frame.text) : this.onFrame(frame)));
    frames.on('data', read);
    this.process.once('error', (error) => this.onExit(error.message));
    this.process.once('close', (code, signal) =>
      this.onExit(signal ? `signal: ${signal}` : `exit status ${code}`),
    );
  }

  private write(bytes: Buffer): void {
    this.process.stdin?.write(bytes);
  }
}
