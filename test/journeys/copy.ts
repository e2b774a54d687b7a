import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFile } from '../../local/state-folder';

const ROOT = join(__dirname, '..', '..');

/** What a process that ended has left. */
export interface Ended {
  code: number | null;
  output: string;
}

/** What `npm start` starts, as a process of its own, on a free port. */
export class Copy {
  output = '';
  readonly ended: Promise<Ended>;
  private child;

  constructor(private stateDir: string) {
    const env = { ...process.env, TOCSIN_STATE: stateDir, PORT: '0' };
    // A process group of its own, as a terminal gives it: Ctrl-C reaches all of it.
    this.child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
      cwd: ROOT,
      env,
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream.setEncoding('utf8').on('data', (text: string) => (this.output += text));
    this.ended = once(this.child, 'close').then(([code]) => ({
      code: code as number | null,
      output: this.output,
    }));
  }

  /** Resolves when the page with the keys is printed, with what `local.json` says. */
  async ready(): Promise<LocalFile> {
    const page = once(this.child.stdout, 'data');
    const early = this.ended.then(({ output }) => {
      throw new Error(`It ended before it was ready: ${output}`);
    });
    await Promise.race([page, early]);
    early.catch(() => {});
    return JSON.parse(readFileSync(join(this.stateDir, 'local.json'), 'utf8')) as LocalFile;
  }

  /** What Ctrl-C does in a terminal. */
  interrupt(): Promise<Ended> {
    if (this.running && this.child.pid) process.kill(-this.child.pid, 'SIGINT');
    return this.ended;
  }

  get running(): boolean {
    return this.child.exitCode === null && this.child.signalCode === null;
  }
}

/** The functions' processes of a copy. */
export const workersOf = (pid: number): number[] =>
  processes().flatMap(({ id, parent, program }) =>
    parent === pid && program.includes('worker.mts') ? [id] : [],
  );

/** Resolves when none of these processes runs any more; workers notice within a second that their parent is gone. */
export async function allGone(pids: number[]): Promise<void> {
  const runs = ({ id, state }: Process): boolean => pids.includes(id) && !state.startsWith('Z');
  while (processes().some(runs)) await new Promise((resolve) => setTimeout(resolve, 50));
}

interface Process {
  id: number;
  parent: number;
  /** As `ps` has it; one that has ended and that nobody has asked about is `Z`. */
  state: string;
  program: string;
}

function processes(): Process[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [id, parent, state = '', ...program] = line.trim().split(/\s+/);
    return { id: Number(id), parent: Number(parent), state, program: program.join(' ') };
  });
}
