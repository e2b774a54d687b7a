import Table from 'cli-table3';
import { toEntry } from '../core/event/entry';
import type { EventEntry } from '../core/event/event';
import { progress } from './progress';
import { type Stack, startStack } from './stack';
import { load } from './statistics';
import { WriteCounter, type Written } from './write-counter';

/**
 * What counting costs, by how many events a batch holds: one counter that every event hits, 1,000 groups of one monitor,
 * 100 monitors of one type; with one worker, and with four that count the same things at once. The `monitor` function
 * gets its batches straight, as the queue would hand them over; a transaction of the local DynamoDB takes up to 10 ms,
 * and others on its items conflict meanwhile. `npm run bench:counting`, with `-- --quick` for few events.
 */
const QUICK = process.argv.includes('--quick');
const TRANSACTION_MS = 10;
const BATCHES = [1, 10, 100, 1_000];
const WORKERS = [1, 4];

/** Types that are watched by different monitors. */
type Scenario = 'hot' | 'groups' | 'monitors';
const SCENARIOS: Record<Scenario, string> = {
  hot: 'one hot counter',
  groups: '1,000 groups',
  monitors: '100 monitors',
};
const GROUPS = 1_000;
const MONITORS = 100;

/** Events of one cell of the table: enough to measure, few enough for the small batches. */
const eventsOf = (batch: number): number => Math.max(batch * 4, batch === 1 ? 100 : 400) * (QUICK ? 1 : 4);

interface Cell {
  scenario: Scenario;
  batch: number;
  workers: number;
  events: number;
  seconds: number;
  written: Written;
  /** Messages that would have come back. */
  failed: number;
  load: string;
}

async function main(): Promise<void> {
  const stack = await startStack();
  const counter = new WriteCounter();
  await makeMonitors(stack);
  stack.cloud.faults.transactionMs = TRANSACTION_MS;
  await warmUp(stack);
  const cells: Cell[] = [];
  for (const scenario of Object.keys(SCENARIOS) as Scenario[])
    for (const batch of BATCHES)
      for (const workers of WORKERS) {
        progress(`${SCENARIOS[scenario]}, batches of ${batch}, ${workers} workers`);
        cells.push(await measure(stack, counter, { scenario, batch, workers }));
      }
  console.log(report(cells));
  await stack.stop();
}

async function makeMonitors(stack: Stack): Promise<void> {
  const monitor = (scenario: Scenario, groupBy: string[]): object => ({
    ...{ name: SCENARIOS[scenario], kind: 'count', eventTypes: [`bench.${scenario}`], groupBy },
    ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 1e12, severity: 'warning' }] },
  });
  await stack.admin('POST', '/v1/monitors', monitor('hot', []));
  await stack.admin('POST', '/v1/monitors', monitor('groups', ['source']));
  for (let n = 0; n < MONITORS; n++) await stack.admin('POST', '/v1/monitors', monitor('monitors', []));
}

/** Workers are started, and all groups are there. */
async function warmUp(stack: Stack): Promise<void> {
  progress('warming up');
  const batches = (Object.keys(SCENARIOS) as Scenario[]).flatMap((scenario) =>
    Array.from({ length: scenario === 'groups' ? GROUPS / 100 : 1 }, (_, n) =>
      entries(stack, scenario, 100, n * 100),
    ),
  );
  for (const batch of batches) await invoke(stack, batch);
  await Promise.all(Array.from({ length: 4 }, (_, n) => invoke(stack, entries(stack, 'hot', 20, n))));
}

async function measure(
  stack: Stack,
  counter: WriteCounter,
  { scenario, batch, workers }: Pick<Cell, 'scenario' | 'batch' | 'workers'>,
): Promise<Cell> {
  const events = Math.max(workers * batch, eventsOf(batch));
  const all = entries(stack, scenario, events, 0);
  const batches = Array.from({ length: events / batch }, (_, n) => all.slice(n * batch, (n + 1) * batch));
  counter.take();
  const began = performance.now();
  let failed = 0;
  await Promise.all(
    Array.from({ length: workers }, async () => {
      for (let next = batches.shift(); next; next = batches.shift()) failed += await invoke(stack, next);
    }),
  );
  const seconds = (performance.now() - began) / 1_000;
  return { scenario, batch, workers, events, seconds, written: counter.take(), failed, load: load() };
}

let made = 0;

/** Events of one type; of `groups`, each of another source. */
function entries(stack: Stack, scenario: Scenario, count: number, from: number): EventEntry[] {
  const now = stack.cloud.clock.now();
  return Array.from({ length: count }, (_, n) => {
    const id = `evt_bench${made++}`;
    const source = scenario === 'groups' ? `agent-${(from + n) % GROUPS}` : 'bench';
    const type = `bench.${scenario}`;
    const body = JSON.stringify({ id, type, source, time: new Date(now).toISOString(), data: { n } });
    const times = { time: now, receivedAt: now };
    return toEntry({ id, project: stack.project, type, source, ...times, contentHash: id, body });
  });
}

/** Hands a batch to the function, and answers how many of it would come back. */
async function invoke(stack: Stack, batch: readonly EventEntry[]): Promise<number> {
  const Records = batch.map((detail) => ({
    messageId: detail.id,
    eventSource: 'aws:sqs',
    body: JSON.stringify({ source: 'tocsin', 'detail-type': detail.type, detail }),
    ...{ attributes: {}, messageAttributes: {} },
  }));
  const outcome = await stack.cloud.invoke('monitor', { Records });
  if (!outcome.ok) throw new Error(`${outcome.errorType}: ${outcome.errorMessage}`);
  return (JSON.parse(outcome.payload) as { batchItemFailures: unknown[] }).batchItemFailures.length;
}

function report(cells: readonly Cell[]): string {
  const table = new Table({
    head: [
      ...['', 'batch', 'workers', 'events', 'events/s and worker'],
      ...['writes', 'requests', 'cancelled', 'came back', 'load'],
    ],
    colAligns: ['left', ...Array<'right'>(8).fill('right'), 'left'],
    style: { head: [], border: [] },
  });
  for (const { scenario, batch, workers, events, seconds, written, failed, load: loadText } of cells) {
    const perThousand = (count: number): string => ((count / events) * 1_000).toFixed(0);
    table.push([
      ...[SCENARIOS[scenario], batch, workers, events, Math.round(events / seconds / workers)],
      ...[written.items, written.calls, written.cancelled, failed].map(perThousand),
      loadText,
    ]);
  }
  return `${table.toString()}\nWrites (items), requests, cancelled transactions and what came back: per 1,000 events`;
}

void main().then(() => process.exit(0));
