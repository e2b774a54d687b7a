import { log, progress } from '@clack/prompts';
import { columnsOf, fold } from '../terminal/fold';

type Bar = ReturnType<typeof progress>;

/** What stands before each line: a symbol or a bar, and two spaces. */
export const MARGIN = 3;

/** How often a log that nobody watches says how far the work has come. */
const LOGGED_SHARES = 5;

/** A progress bar, and the lines that come above it while it goes on. Without a terminal, a line now and then. */
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
    if (!process.stdout.isTTY) return;
    this.bar = progress({ max: this.total, style: 'block', size: 30 });
    this.bar.start(this.text(this.done, this.total));
    this.bar.advance(this.done);
  }

  advance(): void {
    this.done++;
    this.bar?.advance(1, this.text(this.done, this.total));
    if (!process.stdout.isTTY && this.done % Math.ceil(this.total / LOGGED_SHARES) === 0)
      log.message(this.text(this.done, this.total));
  }

  /** Text above the bar, folded to the terminal. */
  say(kind: 'info' | 'warn' | 'success', text: string): void {
    this.bar?.clear();
    log[kind](fold(text, columnsOf(process.stdout) - MARGIN));
    if (this.bar) this.start();
  }

  stop(line: string): void {
    if (this.bar) this.bar.stop(line);
    else log.success(line);
    this.bar = undefined;
  }

  /** A table, which takes the whole width. */
  show(table: string): void {
    process.stdout.write(`\n${table}\n`);
  }
}
