import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import Table from 'cli-table3';
import type { LocalFile } from '../local/state-folder';
import { type MeasuredProcess, processTree, totalBytes } from './process-tree';
import { progress } from './progress';
import { startReceiver } from './receiver';
import { load, milliseconds } from './statistics';

/**
 * What `npm start` takes of this machine's memory, npm included: just started, right after a burst of deliveries, and
 * when it has been left alone; and how long the first event takes then.
 * `npm run bench:memory`, with `-- --quick` to be left alone for a shorter time. Linux only.
 */
const QUIET_MS = process.argv.includes('--quick') ? 90_000 : 300_000;
const SETTLE_MS = 5_000;
const BURST = 2_000;
const AT_ONCE = 20;
const TYPE = 'agent.run.failed';
const MEBIBYTE = 2 ** 20;

async function main(): Promise<void> {
  const state = mkdtempSync(join(tmpdir(), 'tocsin-memory-'));
  const receiver = await startReceiver();
  const program = await started(state);
  const { pid = 0 } = program;
  const local = JSON.parse(readFileSync(join(state, 'local.json'), 'utf8')) as LocalFile;
  try {
    await wait(SETTLE_MS);
    report('started', processTree(pid));
    await subscribe(local, receiver.url('memory'));
    await burst(local);
    report(`after ${BURST} events`, processTree(pid));
    progress(`quiet for ${QUIET_MS / 1_000} s`);
    await wait(QUIET_MS);
    report(`quiet for ${QUIET_MS / 1_000} s`, processTree(pid));
    const [first, second] = [await timeOfPost(local), await timeOfPost(local)];
    console.log(
      `the first event took ${milliseconds(first)} ms, the next ${milliseconds(second)} ms; ${load()}`,
    );
  } finally {
    process.kill(local.pid, 'SIGTERM');
    await new Promise((resolve) => program.once('close', resolve));
    await receiver.stop();
    rmSync(state, { recursive: true });
  }
}

async function started(state: string): Promise<ChildProcess> {
  const program = spawn('npm', ['start'], {
    env: { ...process.env, TOCSIN_STATE: state, PORT: '0' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  await new Promise<void>((resolve, reject) => {
    program.stdout.on('data', (text: Buffer) => {
      output += text.toString();
      if (output.includes('Ctrl-C stops')) resolve();
    });
    program.once('close', () => reject(new Error(`npm start has ended: ${output}`)));
  });
  progress(/ready in [\d.]+ s/.exec(output)?.[0] ?? 'ready');
  return program;
}

async function subscribe({ apiUrl, adminKey }: LocalFile, url: string): Promise<void> {
  const body = { name: 'memory', eventTypes: [TYPE], destination: { kind: 'webhook', url } };
  await request(`${apiUrl}/v1/subscriptions`, adminKey, body);
}

async function burst(local: LocalFile): Promise<void> {
  for (let posted = 0; posted < BURST; posted += AT_ONCE)
    await Promise.all(Array.from({ length: AT_ONCE }, () => post(local)));
}

const post = ({ apiUrl, ingestKey }: LocalFile): Promise<void> =>
  request(`${apiUrl}/v1/events`, ingestKey, { type: TYPE, source: 'bench', data: {} });

async function timeOfPost(local: LocalFile): Promise<number> {
  const began = performance.now();
  await post(local);
  return performance.now() - began;
}

async function request(url: string, key: string, body: object): Promise<void> {
  const headers = { authorization: `Bearer ${key}`, 'content-type': 'application/json' };
  const answer = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  const text = await answer.text();
  if (!answer.ok && answer.status !== 429) throw new Error(`POST ${url}: ${answer.status} ${text}`);
}

function report(when: string, processes: MeasuredProcess[]): void {
  const table = new Table({
    head: [when, 'PSS MB'],
    colAligns: ['left', 'right'],
    style: { head: [], border: [] },
  });
  const megabytes = (bytes: number): string => (bytes / MEBIBYTE).toFixed(0);
  for (const { name, pssBytes } of processes) table.push([name.slice(0, 80), megabytes(pssBytes)]);
  table.push([`${processes.length} processes`, megabytes(totalBytes(processes))]);
  console.log(table.toString());
}

void main().then(() => process.exit(0));
