import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '..', '..');

/** What a command that ended has left. */
export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs a program from the repository's folder, to its end. `environment` is added to that of the tests but Tocsin's. */
export async function run(
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): Promise<Ran> {
  const own = Object.entries(process.env).filter(([name]) => !name.startsWith('TOCSIN_'));
  const inherited = Object.fromEntries(own);
  const child = spawn(program, args, {
    cwd: ROOT,
    env: { ...inherited, ...environment },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { code: code as number | null, stdout, stderr };
}

/** The command, as `npx tocsin` starts it. */
export const tocsin = (args: readonly string[], environment: Record<string, string> = {}): Promise<Ran> =>
  run(process.execPath, [join(ROOT, 'cli', 'tocsin.mjs'), ...args], environment);
