import { type ChildProcess, fork } from 'node:child_process';
import { join, resolve } from 'node:path';
import type { Synthesized, SynthesizeOptions } from './synthesize';

const ROOT = join(__dirname, '..');
const PROGRAM = join(__dirname, 'synthesis-child.ts');

/** What the child says: a step that begins, then how it ended. */
export type ToParent = { step: string } | { synthesized: Synthesized } | { error: string };

/**
 * Synthesizes as `synthesize` does, in a process that ends afterwards: esbuild's service and the CDK take 800 MB that
 * nothing needs while the stack runs. Throws what bundling or the stack throw, as text.
 */
export async function synthesizeInChild({ onProgress, ...options }: SynthesizeOptions): Promise<Synthesized> {
  const argument = JSON.stringify({ ...options, outdir: resolve(options.outdir) });
  const child = fork(PROGRAM, [argument], { cwd: ROOT, execArgv: ['--import', 'tsx'] });
  return await answerOf(child, (step) => onProgress?.(step as 'synthesizing'));
}

function answerOf(child: ChildProcess, onStep: (step: string) => void): Promise<Synthesized> {
  return new Promise((resolve, reject) => {
    let answer: ToParent | undefined;
    child.on('message', (message: ToParent) => {
      if ('step' in message) onStep(message.step);
      else answer = message;
    });
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      if (answer && 'synthesized' in answer) return resolve(answer.synthesized);
      const how = signal === null ? `exit status ${code}` : `signal ${signal}`;
      reject(new Error(answer && 'error' in answer ? answer.error : `Synthesis ended with ${how}`));
    });
  });
}
