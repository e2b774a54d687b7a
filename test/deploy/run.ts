import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

/** A command that did not end well, and what it has said. */
export class CommandFailed extends Error {
  constructor(
    command: string,
    readonly output: string,
  ) {
    super(`${command} failed:\n${output}`);
  }
}

/** Runs a command of the project and waits for it. Throws CommandFailed. */
export function run(command: string, args: string[], environment: Record<string, string>): void {
  const env = { ...process.env, ...environment };
  try {
    execFileSync(command, args, { cwd: ROOT, env, maxBuffer: 2 ** 28, encoding: 'utf8', stdio: 'pipe' });
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new CommandFailed([command, ...args].join(' '), `${stdout}${stderr}` || String(error));
  }
}
