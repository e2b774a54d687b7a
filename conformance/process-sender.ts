import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { type Method, type Params, Refused, type Result, type Sender } from './protocol';

interface Answer {
  id: number;
  result?: object;
  error?: { code: 'refused' | 'failed'; message: string };
}

interface Waiting {
  resolve: (result: object) => void;
  reject: (error: Error) => void;
}

/** No method takes longer, unless the adapter has died without ending. */
const LONGEST_CALL_MS = 180_000;
const LONGEST_END_MS = 10_000;

/**
 * A sender attached by a program that speaks JSON lines: a request a line on its standard input, `{"id", "method",
 * "params"}`; an answer a line on its standard output, `{"id", "result"}` or `{"id", "error": {"code", "message"}}`.
 */
export class ProcessSender implements Sender {
  private process: ChildProcessByStdio<Writable, Readable, null>;
  private waiting = new Map<number, Waiting>();
  private calls = 0;
  private ended: Promise<void>;

  /** `command` is run by the shell; what it writes to standard error is shown. */
  constructor(private command: string) {
    this.process = spawn(command, { shell: true, stdio: ['pipe', 'pipe', 'inherit'] });
    this.process.stdin.on('error', () => {});
    createInterface({ input: this.process.stdout }).on('line', (line) => this.answered(line));
    this.ended = new Promise((resolve) => {
      this.process.once('close', (code) => {
        this.fail(new Error(`the adapter has ended (${code ?? 'by a signal'})`));
        resolve();
      });
      this.process.once('error', (error) => this.fail(error));
    });
  }

  async call<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    const id = ++this.calls;
    return await new Promise<Result<M>>((resolve, reject) => {
      const timer = setTimeout(
        () => this.settle(id)?.reject(new Error(`no answer to ${method}`)),
        LONGEST_CALL_MS,
      );
      const settled = <Value>(next: (value: Value) => void) => {
        return (value: Value): void => {
          clearTimeout(timer);
          next(value);
        };
      };
      this.waiting.set(id, {
        resolve: settled((result: object) => resolve(result as Result<M>)),
        reject: settled(reject),
      });
      this.process.stdin.write(`${JSON.stringify({ id, method, params })}\n`);
    });
  }

  /** Ends its input; a program that does not end by itself is killed. */
  async close(): Promise<void> {
    this.process.stdin.end();
    const timer = setTimeout(() => this.process.kill('SIGKILL'), LONGEST_END_MS);
    await this.ended;
    clearTimeout(timer);
  }

  private answered(line: string): void {
    let answer: Answer;
    try {
      answer = JSON.parse(line) as Answer;
    } catch {
      return this.fail(new Error(`${this.command} wrote what is no JSON: ${line.slice(0, 200)}`));
    }
    const waiting = this.settle(answer.id);
    const { error } = answer;
    if (!error) waiting?.resolve(answer.result ?? {});
    else waiting?.reject(error.code === 'refused' ? new Refused(error.message) : new Error(error.message));
  }

  private settle(id: number): Waiting | undefined {
    const waiting = this.waiting.get(id);
    this.waiting.delete(id);
    return waiting;
  }

  private fail(error: Error): void {
    for (const id of [...this.waiting.keys()]) this.settle(id)?.reject(error);
  }
}
