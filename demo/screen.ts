import { log, progress } from '@clack/prompts';

type Bar = ReturnType<typeof progress>;

/** A progress bar, and the lines that come above it while it goes on. */
export class Screen {
  private done = 0;
  private bar: Bar | undefined;

  constructor(
    private total: number,
    /** What has been done: `412 of 4018 events have arrived`. */
    private text: (done: number, total: number) => string,
  ) {
    // In raw mode Ctrl-C is a key, at which the bar would end the process before anything could be tidied up.
    process.stdin.setRawMode = () => process.stdin;
  }

  start(): void {
    this.bar = progress({ max: this.total, style: 'block', size: 40 });
    this.bar.start(this.text(this.done, this.total));
    this.bar.advance(this.done);
  }

  advance(): void {
    this.done++;
    this.bar?.advance(1, this.text(this.done, this.total));
  }

  /** A line above the bar. */
  say(kind: 'info' | 'warn' | 'success', line: string): void {
    this.bar?.clear();
    log[kind](line);
    if (this.bar) this.start();
  }

  stop(line: string): void {
    this.bar?.stop(line);
    this.bar = undefined;
  }
}
