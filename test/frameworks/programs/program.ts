import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as wait } from 'node:timers/promises';

export interface Finished {
  code: number | null;
  stdout: string;
  stderr: string;
  tookMs: number;
}

export interface Launch {
  path: string;
  args: string[];
  cwd: string;
  env: Record<string, string>;
}

const launch = ({ path, args, cwd, env }: Launch): ChildProcess =>
  spawn(path, args, {
    cwd,
    // Nothing of whoever runs the tests: no settings, no keys, no proxies.
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });

/** Ends a program and what it has started. */
function end(child: ChildProcess): void {
  if (child.pid === undefined || child.exitCode !== null) return;
  try {
    process.kill(-child.pid, 'SIGKILL');
  } catch {
    // It has ended in between.
  }
}

/** Runs a program to its end, or ends it after `limitMs`. */
export async function finish(what: Launch, limitMs: number): Promise<Finished> {
  const began = performance.now();
  const child = launch(what);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const timer = setTimeout(() => end(child), limitMs);
  const code = await new Promise<number | null>((resolve, reject) => {
    child.on('error', reject).on('close', resolve);
  });
  clearTimeout(timer);
  return { code, stdout: stdout(), stderr: stderr(), tookMs: performance.now() - began };
}

export interface Running {
  stop(): Promise<void>;
  output(): string;
}

const POLL_MS = 250;

/** Starts a server and resolves once it answers at `url`. */
export async function serve(what: Launch, url: string, limitMs: number): Promise<Running> {
  const child = launch(what);
  const [stdout, stderr] = [collect(child.stdout), collect(child.stderr)];
  const output = (): string => stdout() + stderr();
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  const running: Running = {
    output,
    stop: async () => {
      end(child);
      await ended;
    },
  };
  for (const until = performance.now() + limitMs; performance.now() < until; await wait(POLL_MS)) {
    if (child.exitCode !== null) break;
    const isUp = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isUp) return running;
  }
  await running.stop();
  throw new Error(`${what.path} did not answer at ${url}:\n${output().slice(-4_000)}`);
}

function collect(stream: NodeJS.ReadableStream | null): () => string {
  const chunks: Buffer[] = [];
  stream?.on('data', (chunk: Buffer) => chunks.push(chunk));
  return () => Buffer.concat(chunks).toString();
}
