import { randomUUID } from 'node:crypto';
import { failedInvocation } from './failed-invocation';
import type { Outcome } from './function';
import { type After, IdleWorkers } from './idle-workers';
import type { Worker, WorkerError } from './worker';

/** A response may take 6 MB, plus what the runtime adds (Lambda's own error message names this number of bytes). */
const LARGEST_RESPONSE = 6_291_556;

interface PoolOptions {
  /** Workers at once. */
  limit: number;
  start(): Worker;
  /** The local clock's offset, ms. */
  offsetMs(): number;
  /** When idle workers are ended; real time, which the local clock does not move, if not given. */
  after?: After;
}

/** The execution environments of one function: started when they are needed, one invocation at a time each. */
export class Pool {
  private idle: IdleWorkers;
  private workers = new Set<Worker>();
  private waiting: (() => void)[] = [];
  private places: number;
  private stopped = false;

  constructor(private options: PoolOptions) {
    this.places = options.limit;
    this.idle = new IdleWorkers((worker) => this.isOnly(worker), options.after);
  }

  /** Invocations under way or waiting for a worker. */
  running = 0;

  async run(event: string): Promise<Outcome> {
    this.running++;
    await this.takePlace();
    try {
      return await this.runOnWorker(event);
    } finally {
      this.places++;
      this.waiting.shift()?.();
      this.running--;
    }
  }

  async stop(): Promise<void> {
    this.stopped = true;
    const exits = [...this.workers].map((worker) => worker.exited);
    for (const worker of this.workers) {
      this.idle.remove(worker);
      worker.kill();
    }
    await Promise.all(exits);
  }

  private async takePlace(): Promise<void> {
    while (this.places === 0) await new Promise<void>((resolve) => this.waiting.push(resolve));
    this.places--;
  }

  private async runOnWorker(event: string): Promise<Outcome> {
    const requestId = randomUUID();
    if (this.stopped) return failedInvocation('Runtime.ExitError', 'The local cloud has stopped');
    const worker = this.idle.take() ?? this.startWorker();
    const broken = await worker.ready;
    if (broken) return failure(requestId, worker, broken);
    const reply = await worker.invoke({ requestId, offsetMs: this.options.offsetMs(), event });
    if (!reply.ok) {
      // A process that reported the error and then ended is not fit for another invocation.
      if (!reply.fatal) this.rest(worker);
      return failure(requestId, worker, reply);
    }
    this.rest(worker);
    const bytes = Buffer.byteLength(reply.payload);
    if (bytes > LARGEST_RESPONSE) return failure(requestId, worker, tooLarge(bytes));
    return { ok: true, requestId, payload: reply.payload, output: worker.output };
  }

  private startWorker(): Worker {
    const worker = this.options.start();
    this.workers.add(worker);
    void worker.exited.then(() => {
      this.workers.delete(worker);
      this.idle.remove(worker);
    });
    return worker;
  }

  private rest(worker: Worker): void {
    if (worker.alive && !this.stopped) this.idle.add(worker);
  }

  private isOnly(worker: Worker): boolean {
    return [...this.workers].every((other) => other === worker || !other.alive);
  }
}

const failure = (requestId: string, { output }: Worker, error: WorkerError): Outcome => ({
  ok: false,
  requestId,
  errorType: error.errorType,
  errorMessage: error.errorMessage,
  trace: error.trace,
  output,
});

const tooLarge = (bytes: number): WorkerError => ({
  errorType: 'Function.ResponseSizeTooLarge',
  errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${LARGEST_RESPONSE} bytes).`,
  trace: [],
});
