import type { Worker } from './worker';

/** How long a worker waits for an invocation beside others of its function, which are enough for what goes on. */
export const SURPLUS_KEPT_MS = 30_000;
/** How long the only worker of a function waits. AWS, too, ends idle execution environments after some minutes. */
export const LAST_KEPT_MS = 600_000;

/** Calls `work` after `ms` of real time, unless the function that it answers is called before. */
export type After = (ms: number, work: () => void) => () => void;

/** Keeps no program running. */
const afterRealTime: After = (ms, work) => {
  const timer = setTimeout(work, ms).unref();
  return () => clearTimeout(timer);
};

/** Workers that wait for an invocation. Those that have waited for long are ended. */
export class IdleWorkers {
  /** In the order in which they became idle, each with what keeps it from being ended. */
  private waiting = new Map<Worker, () => void>();

  constructor(
    /** Whether this worker is the only one of its function. */
    private isOnly: (worker: Worker) => boolean,
    private after: After = afterRealTime,
  ) {}

  add(worker: Worker): void {
    this.endAfter(SURPLUS_KEPT_MS, worker, () => {
      if (!this.isOnly(worker)) return this.end(worker);
      this.endAfter(LAST_KEPT_MS - SURPLUS_KEPT_MS, worker, () => this.end(worker));
    });
  }

  /** The worker that was used last, so that those that only a burst needed grow old. */
  take(): Worker | undefined {
    const latest = [...this.waiting.keys()].at(-1);
    if (latest) this.remove(latest);
    return latest;
  }

  remove(worker: Worker): void {
    this.waiting.get(worker)?.();
    this.waiting.delete(worker);
  }

  private endAfter(ms: number, worker: Worker, work: () => void): void {
    this.waiting.set(worker, this.after(ms, work));
  }

  private end(worker: Worker): void {
    this.remove(worker);
    worker.kill();
  }
}
