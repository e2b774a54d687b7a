import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { processTree, totalBytes } from '../../../bench/process-tree';
import type { LocalFile } from '../../../local/state-folder';

const ROOT = join(__dirname, '..', '..', '..');

interface Ended {
  code: number | null;
  output: string;
}

/** `npm start` without npm. */
class Program {
  output = '';
  readonly ended: Promise<Ended>;
  private child: ChildProcess;

  constructor(env: NodeJS.ProcessEnv) {
    this.child = spawn(process.execPath, ['--import', 'tsx', 'local/main.ts'], {
      cwd: ROOT,
      env: { ...process.env, PORT: '0', ...env },
    });
    for (const stream of [this.child.stdout, this.child.stderr])
      stream?.on('data', (text: Buffer) => (this.output += text.toString()));
    this.ended = new Promise((resolve) =>
      this.child.once('close', (code) => resolve({ code, output: this.output })),
    );
  }

  async ready(): Promise<this> {
    await new Promise<void>((resolve, reject) => {
      this.child.stdout?.on('data', () => this.output.includes('Ctrl-C stops') && resolve());
      this.child.once('close', () => reject(new Error(this.output)));
    });
    return this;
  }

  get pid(): number {
    return this.child.pid ?? 0;
  }

  workers(): number[] {
    const table = execFileSync('ps', ['-A', '-o', 'pid=,ppid=,args=']).toString().split('\n');
    const rows = table.map((line) => line.trim().split(/\s+/));
    const mine = rows.filter(([, parent]) => Number(parent) === this.child.pid);
    return mine.filter((row) => row.some((part) => part.endsWith('worker.mts'))).map(([pid]) => Number(pid));
  }

  async end(signal: NodeJS.Signals): Promise<Ended> {
    this.child.kill(signal);
    return await this.ended;
  }
}

async function gone(pids: number[]): Promise<void> {
  const alive = (pid: number): boolean => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };
  while (pids.some(alive)) await pause(10);
}

const localFile = (state: string): LocalFile =>
  JSON.parse(readFileSync(join(state, 'local.json'), 'utf8')) as LocalFile;

test('start, use, refuse a second copy, die, start again with the same keys and events, stop', async () => {
  const state = mkdtempSync(join(tmpdir(), 'tocsin-main-'));
  const first = await new Program({ TOCSIN_STATE: state }).ready();
  const before = localFile(state);
  expect(first.output).toContain(`curl -s ${before.apiUrl}/v1/events`);
  expect((await post(before)).status).toBe(202);

  const second = await new Program({ TOCSIN_STATE: state }).ended;
  expect(second).toEqual({
    code: 1,
    output: expect.stringContaining('Another copy of Tocsin uses') as string,
  });

  const { port } = new URL(before.apiUrl);
  const elsewhere = mkdtempSync(join(tmpdir(), 'tocsin-main-'));
  const third = await new Program({ TOCSIN_STATE: elsewhere, PORT: port }).ended;
  expect(third).toEqual({ code: 1, output: expect.stringContaining(`Port ${port} is in use`) as string });

  // What bundled and synthesized has ended. Only Linux says how much memory is whose.
  if (process.platform === 'linux') expect(totalBytes(processTree(first.pid)) / 2 ** 20).toBeLessThan(600);

  const orphans = first.workers();
  expect(orphans.length).toBeGreaterThan(0);
  await first.end('SIGKILL');
  await gone(orphans);

  const again = await new Program({ TOCSIN_STATE: state }).ready();
  const after = localFile(state);
  expect(after).toMatchObject({
    adminKey: before.adminKey,
    ingestKey: before.ingestKey,
    project: before.project,
  });
  expect((await post(after)).status).toBe(202);
  const workers = again.workers();
  expect(await again.end('SIGTERM')).toMatchObject({ code: 0 });
  await gone(workers);
}, 120_000);

async function post({ apiUrl, ingestKey }: LocalFile): Promise<Response> {
  return await fetch(`${apiUrl}/v1/events`, {
    method: 'POST',
    headers: { authorization: `Bearer ${ingestKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'agent.heartbeat', source: 'bot' }),
  });
}
