import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LAST_KEPT_MS, SURPLUS_KEPT_MS } from '../../../local/lambda/idle-workers';
import { Pool } from '../../../local/lambda/pool';
import { Worker } from '../../../local/lambda/worker';

const folder = mkdtempSync(join(tmpdir(), 'tocsin-pool-'));
let workers: Worker[];
let timers: Timers;
let pool: Pool;

/** Time that passes when a test says so. */
class Timers {
  private now = 0;
  private due = new Map<object, { at: number; work: () => void }>();

  after = (ms: number, work: () => void): (() => void) => {
    const timer = {};
    this.due.set(timer, { at: this.now + ms, work });
    return () => this.due.delete(timer);
  };

  pass(ms: number): void {
    this.now += ms;
    for (const [timer, { at, work }] of [...this.due]) if (at <= this.now && this.due.delete(timer)) work();
  }

  get pending(): number {
    return this.due.size;
  }
}

beforeAll(() => {
  writeFileSync(
    join(folder, 'index.mjs'),
    `let count = 0; export const handler = async ({ exit }) => (exit ? process.exit(1) : ++count);`,
  );
});

afterAll(() => rmSync(folder, { recursive: true }));

beforeEach(() => {
  workers = [];
  timers = new Timers();
  pool = new Pool({ limit: 4, start, offsetMs: () => 0, after: timers.after });
});

afterEach(() => pool.stop());

function start(): Worker {
  const lambda = {
    ...{
      label: 'count',
      name: 'count',
      arn: 'arn:count',
      roleArn: 'arn:role',
      folder,
      handler: 'index.handler',
    },
    ...{ timeoutMs: 20_000, memoryMb: 128, logGroup: '/count', environment: {} },
  };
  const worker = new Worker(lambda, `KEY${workers.length}`, {}, 0);
  workers.push(worker);
  return worker;
}

async function count(): Promise<unknown> {
  const outcome = await pool.run('{}');
  return outcome.ok ? (JSON.parse(outcome.payload) as unknown) : outcome.errorMessage;
}

const running = (): number => workers.filter(({ alive }) => alive).length;

test('no worker is started before it is needed', async () => {
  expect(workers).toHaveLength(0);
  expect(await count()).toBe(1);
  expect(running()).toBe(1);
});

test('the workers that only a burst needed are ended, and the last one stays for the next invocation', async () => {
  expect(await Promise.all([count(), count(), count()])).toEqual([1, 1, 1]);
  expect(running()).toBe(3);
  timers.pass(SURPLUS_KEPT_MS - 1);
  expect(running()).toBe(3);
  timers.pass(1);
  expect(running()).toBe(1);
  expect(await count()).toBe(2);
  expect(workers).toHaveLength(3);
});

test('a worker that is used again and again is the one that stays', async () => {
  await Promise.all([count(), count()]);
  for (let round = 0; round < 3; round++) {
    timers.pass(SURPLUS_KEPT_MS / 2);
    await count();
  }
  expect(running()).toBe(1);
  timers.pass(LAST_KEPT_MS - 1);
  expect(await count()).toBe(5);
});

test('the last worker is ended after minutes without work, and the next invocation starts another', async () => {
  await count();
  timers.pass(SURPLUS_KEPT_MS);
  expect(running()).toBe(1);
  timers.pass(LAST_KEPT_MS - SURPLUS_KEPT_MS);
  expect(running()).toBe(0);
  await workers[0]!.exited;
  expect(await count()).toBe(1);
  expect(workers).toHaveLength(2);
});

test('a worker is not ended while it runs an invocation', async () => {
  await count();
  const invocation = count();
  timers.pass(LAST_KEPT_MS);
  expect(await invocation).toBe(2);
});

test('no timer stays behind for a worker that has died, nor after a stop', async () => {
  await count();
  workers[0]!.kill();
  await workers[0]!.exited;
  expect(timers.pending).toBe(0);
  await Promise.all([count(), pool.run('{"exit":true}')]);
  await pool.stop();
  expect(timers.pending).toBe(0);
});
