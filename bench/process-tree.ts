import { readdirSync, readFileSync } from 'node:fs';

export interface MeasuredProcess {
  pid: number;
  /** The function that a worker runs, or the command. */
  name: string;
  /** Proportional set size: pages that several processes share are divided among them. */
  pssBytes: number;
}

/** A process and its descendants, as Linux accounts for them in /proc. Throws on other systems. */
export function processTree(root: number): MeasuredProcess[] {
  if (process.platform !== 'linux')
    throw new Error(`Memory is read from Linux's /proc/<pid>/smaps_rollup; this is ${process.platform}`);
  const parents = parentsOfAll();
  const descends = (pid: number | undefined): boolean =>
    pid !== undefined && (pid === root || descends(parents.get(pid)));
  return [...parents.keys()].filter(descends).flatMap((pid) => measured(pid) ?? []);
}

export const totalBytes = (processes: readonly MeasuredProcess[]): number =>
  processes.reduce((sum, { pssBytes }) => sum + pssBytes, 0);

function parentsOfAll(): Map<number, number> {
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(pids.map((pid) => [Number(pid), parentOf(pid)]));
}

/** The second field after the command, which is in parentheses and may hold anything (proc_pid_stat(5)). */
function parentOf(pid: string): number {
  const stat = contentsOf(pid, 'stat') ?? '';
  return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1] ?? 0);
}

/** Nothing where the process has ended meanwhile. */
function measured(pid: number): MeasuredProcess | undefined {
  const pss = /^Pss:\s+(\d+) kB$/m.exec(contentsOf(pid, 'smaps_rollup') ?? '');
  return pss ? { pid, name: nameOf(pid), pssBytes: Number(pss[1]) * 1_024 } : undefined;
}

function nameOf(pid: number): string {
  const [, lambda] = /(?:^|\0)AWS_LAMBDA_FUNCTION_NAME=([^\0]+)/.exec(contentsOf(pid, 'environ') ?? '') ?? [];
  return lambda ?? (contentsOf(pid, 'cmdline') ?? '').replaceAll('\0', ' ').trim();
}

function contentsOf(pid: number | string, file: string): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return undefined;
  }
}
