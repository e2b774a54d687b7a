import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import Table from 'cli-table3';
import { bundleFunctions } from '../lib/bundle';
import { FUNCTION_NAMES, type FunctionName } from '../lib/function-names';
import { ENVIRONMENT } from '../lambdas/environment';
import { bareBundles } from './bare-clients';
import { requireNode24 } from './node-24';
import { percentile } from './statistics';

const RUNS = 15;
const MOST_MEASUREMENTS = 3;

/**
 * How many times the load time of its bare clients a bundle may take. An event on its way waits for the first four;
 * `monitor` brings prices and calendars along, `admin` the schemas of the whole API.
 */
const BUDGET: Record<FunctionName, number> = {
  ...{ authorize: 1.3, ingest: 1.3, route: 1.3, deliver: 1.3 },
  ...{ monitor: 2.3, sweep: 1.3, bury: 1.3, admin: 4 },
};

const PROGRAM =
  'const t = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - t)); process.exit(0)';

/** Milliseconds from an empty process to a loaded module, clients made, as at a cold start. */
function load(bundle: string): number {
  const names = Object.values(ENVIRONMENT).map((name) => [
    name,
    name === 'PUBLIC_URL' ? 'https://example.com' : '1',
  ]);
  const env = {
    ...Object.fromEntries(names),
    AWS_REGION: 'us-east-1',
    PATH: process.env['PATH'],
  } as NodeJS.ProcessEnv;
  const args = ['--input-type=module', '-e', PROGRAM, join(bundle, 'index.mjs')];
  return Number(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
}

interface Measured {
  bareMs: number;
  oursMs: number;
  ratio: number;
  measurements: number;
}

/** Medians of fresh processes, in turn, so that whatever else the machine does meets both alike. */
function measure(bare: string, ours: string): Omit<Measured, 'measurements'> {
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    times.bare.push(load(bare));
    times.ours.push(load(ours));
  }
  const [bareMs, oursMs] = [percentile(times.bare, 0.5), percentile(times.ours, 0.5)];
  return { bareMs, oursMs, ratio: oursMs / bareMs };
}

/** A machine that is busy with something else is asked again before it accuses anybody. */
function measureUntil(budget: number, bare: string, ours: string): Measured {
  let measurements = 1;
  let measured = measure(bare, ours);
  for (; measured.ratio > budget && measurements < MOST_MEASUREMENTS; measurements++)
    measured = measure(bare, ours);
  return { ...measured, measurements };
}

async function main(): Promise<void> {
  requireNode24();
  const [ours, bare] = [await bundleFunctions(), await bareBundles()];
  const head = ['function', 'bare clients, ms', 'bundle, ms', 'ratio', 'budget', '', 'measured'];
  const table = new Table({ head, style: { head: [], border: [] } });
  let over = 0;
  for (const name of FUNCTION_NAMES) {
    const budget = BUDGET[name];
    const { bareMs, oursMs, ratio, measurements } = measureUntil(budget, join(bare, name), join(ours, name));
    const within = ratio <= budget;
    if (!within) over += 1;
    table.push([
      ...[name, bareMs.toFixed(1), oursMs.toFixed(1), ratio.toFixed(2), budget.toFixed(1)],
      ...[within ? 'within' : 'over', measurements === 1 ? 'once' : `${measurements} times`],
    ]);
  }
  console.log(`Load time, median of ${RUNS} fresh processes, Node ${process.version}\n${table.toString()}`);
  process.exitCode = over === 0 ? 0 : 1;
}

void main();
