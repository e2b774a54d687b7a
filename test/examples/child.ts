import { type ChildProcessWithoutNullStreams, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const EXAMPLES = join(__dirname, '..', '..', 'examples');

/** Programs by the ending of a file's name. */
const PROGRAMS: Record<string, string> = { mjs: process.execPath, py: 'python3' };

/** The same example in every language that this machine has; says on standard error which is left out. */
export function inEachLanguage(example: string): string[] {
  const files = Object.keys(PROGRAMS).map((ending) => `${example}.${ending}`);
  return files.filter((file) => {
    const isThere = spawnSync(programOf(file), ['--version']).status === 0;
    if (!isThere)
      process.stderr.write(`There is no ${programOf(file)}: examples/${file} is not tried here\n`);
    return isThere;
  });
}

const programOf = (file: string): string => PROGRAMS[file.split('.').at(-1) ?? ''] ?? '';

/** An example that runs as a process of its own; what it writes is read line by line. */
export class Child {
  readonly lines: string[] = [];
  readonly errors: string[] = [];
  private process: ChildProcessWithoutNullStreams;
  private waiting: (() => void)[] = [];
  private ended = false;

  constructor(file: string, environment: Record<string, string>) {
    const env = { PATH: process.env.PATH, PYTHONDONTWRITEBYTECODE: '1', ...environment };
    this.process = spawn(programOf(file), [join(EXAMPLES, file)], { env });
    this.follow(this.process.stdout, this.lines);
    this.follow(this.process.stderr, this.errors);
    // Not 'exit', after which there may be more to read.
    this.process.once('close', () => {
      this.ended = true;
      this.wake();
    });
  }

  write(line: string): void {
    this.process.stdin.write(`${line}\n`);
  }

  /** Resolves with the first line behind `from` that begins so. Rejects if the process ends before. */
  async line(beginning: string, from = 0): Promise<string> {
    return await this.until(() => this.lines.slice(from).find((line) => line.startsWith(beginning)));
  }

  async error(part: string): Promise<string> {
    return await this.until(() => this.errors.find((line) => line.includes(part)));
  }

  /** Resolves with what `found` gives as soon as it is something; it is asked now and after each line. */
  async until<T>(found: () => T | undefined): Promise<T> {
    for (;;) {
      const result = found();
      if (result !== undefined) return result;
      if (this.ended) throw new Error(['The example has ended:', ...this.lines, ...this.errors].join('\n'));
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  async stop(): Promise<void> {
    if (this.ended) return;
    const closed = once(this.process, 'close');
    this.process.kill('SIGKILL');
    await closed;
  }

  private follow(stream: NodeJS.ReadableStream, lines: string[]): void {
    createInterface({ input: stream }).on('line', (line) => {
      lines.push(line);
      this.wake();
    });
  }

  private wake(): void {
    for (const wake of this.waiting.splice(0)) wake();
  }
}
