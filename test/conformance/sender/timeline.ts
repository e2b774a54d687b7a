interface Task {
  at: number;
  run: () => Promise<void>;
}

/** A virtual clock and what is to happen on it; real work that has begun is waited for before time passes. */
export class Timeline {
  private tasks: Task[] = [];
  private running = new Set<Promise<void>>();
  private offset = 0;

  now(): number {
    return Date.now() + this.offset;
  }

  /** At once if `ms` is 0. */
  after(ms: number, run: () => Promise<void>): void {
    if (ms <= 0) this.start(run);
    else this.tasks.push({ at: this.now() + ms, run });
  }

  /** Resolves when all that is due by then is done. */
  async pass(ms: number): Promise<void> {
    const until = this.now() + ms;
    for (;;) {
      while (this.running.size > 0) await Promise.all(this.running);
      this.tasks.sort((a, b) => a.at - b.at);
      const [next] = this.tasks;
      if (!next || next.at > Math.max(until, this.now())) break;
      this.tasks.shift();
      this.offset += Math.max(0, next.at - this.now());
      this.start(next.run);
    }
    this.offset += Math.max(0, until - this.now());
  }

  private start(run: () => Promise<void>): void {
    const running = run().finally(() => this.running.delete(running));
    this.running.add(running);
  }
}
