/** The local cloud's time: real time plus an offset that tests and fault schedules move. */
export class Clock {
  private listeners = new Set<() => void>();

  constructor(private offset = 0) {}

  /** Epoch milliseconds. */
  now(): number {
    return Date.now() + this.offset;
  }

  get offsetMs(): number {
    return this.offset;
  }

  /** Skips ahead (or back) by `ms`; everything that waits for a time looks again. */
  advance(ms: number): void {
    this.offset += ms;
    for (const listener of [...this.listeners]) listener();
  }

  /** Resolves when `now()` has reached `at`, the clock was moved, or `signal` aborted, whichever comes first. */
  async wait(at: number, signal?: AbortSignal): Promise<void> {
    if (signal?.aborted || at <= this.now()) return;
    await new Promise<void>((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.listeners.delete(done);
        signal?.removeEventListener('abort', done);
        resolve();
      };
      const timer = setTimeout(done, Math.min(at - this.now(), 2 ** 30));
      this.listeners.add(done);
      signal?.addEventListener('abort', done);
    });
  }
}
