/**
 * `npm run test:faults`: 200 seeds, two at a time. `-- --seed 123` repeats one, `-- --plan 123` prints its plan,
 * `-- --from 1000 --seeds 500` runs others. Ends with 1 if a seed has failed.
 */
import { type ChildProcess, fork } from 'node:child_process';
import { parseArgs } from 'node:util';
import setup from '../journeys/global-setup';
import { makePlan } from './make-plan';
import { failureFile, type SeedResult, Seeds } from './seeds';

const ATONCE = 2;
const PROGRESS_EVERY = 10;
const PROBLEMS_SHOWN = 12;

const { values } = parseArgs({
  options: {
    seed: { type: 'string', multiple: true },
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    plan: { type: 'string' },
  },
});

if (process.send) void work();
else if (values.plan !== undefined) console.log(JSON.stringify(makePlan(Number(values.plan)), undefined, 1));
else void runAll(chosenSeeds());

function chosenSeeds(): number[] {
  if (values.seed) return values.seed.map(Number);
  return Array.from({ length: Number(values.seeds) }, (_, index) => Number(values.from) + index);
}

/** In a process of its own: runs the seeds that it is sent, and answers with what came of them. */
async function work(): Promise<void> {
  const seeds = new Seeds();
  let running = Promise.resolve();
  process.on('message', (seed: number) => {
    running = running.then(async () => void process.send?.(await seeds.run(seed)));
  });
  process.once('disconnect', () => void running.then(() => seeds.stop()));
}

async function runAll(seeds: number[]): Promise<void> {
  await setup();
  const began = performance.now();
  const results: SeedResult[] = [];
  const left = [...seeds];
  const done = (result: SeedResult): void => {
    results.push(result);
    if (result.problems.length > 0) showFailure(result);
    if (results.length % PROGRESS_EVERY === 0 || results.length === seeds.length)
      showProgress(results, seeds.length, performance.now() - began);
  };
  const workers = Array.from({ length: Math.min(ATONCE, seeds.length) }, () => drain(left, done));
  await Promise.all(workers);
  process.exitCode = results.some(({ problems }) => problems.length > 0) ? 1 : 0;
}

/** Has one process run seeds until none is left. */
async function drain(left: number[], done: (result: SeedResult) => void): Promise<void> {
  const child = fork(__filename, { env: process.env });
  for (let seed = left.shift(); seed !== undefined; seed = left.shift()) done(await runIn(child, seed));
  child.disconnect();
}

function runIn(child: ChildProcess, seed: number): Promise<SeedResult> {
  return new Promise((resolve, reject) => {
    const gone = (code: number | null): void =>
      reject(new Error(`The process of seed ${seed} ended with ${code}`));
    child.once('exit', gone);
    child.once('message', (result: SeedResult) => {
      child.off('exit', gone);
      resolve(result);
    });
    child.send(seed);
  });
}

function showFailure({ seed, problems }: SeedResult): void {
  const more = problems.length - PROBLEMS_SHOWN;
  console.log(
    [
      `seed ${seed} failed; repeat it with: npm run test:faults -- --seed ${seed}`,
      ...problems.slice(0, PROBLEMS_SHOWN).map((problem) => `  ${problem}`),
      ...(more > 0 ? [`  and ${more} more`] : []),
      `  plan, last calls and requests: ${failureFile(seed)}`,
    ].join('\n'),
  );
}

function showProgress(results: SeedResult[], total: number, elapsedMs: number): void {
  const failed = results.filter(({ problems }) => problems.length > 0).map(({ seed }) => seed);
  const each = results.reduce((sum, { durationMs }) => sum + durationMs, 0) / results.length / 1_000;
  const left = Math.round(((elapsedMs / results.length) * (total - results.length)) / 1_000);
  console.log(
    `${results.length} of ${total} seeds, ${failed.length} failed${failed.length > 0 ? ` (${failed.join(', ')})` : ''}; ` +
      `${each.toFixed(1)} s each, ${left} s left`,
  );
}
