import { join, resolve } from 'node:path';
import Table from 'cli-table3';
import { requireNode24 } from '../../bench/node-24';
import { FUNCTION_NAMES, type FunctionName } from '../../lib/function-names';
import { type Cloud, startCloud } from '../../local/cloud';
import { synthesizeInChild } from '../../local/synthesize-in-child';
import { BUDGET_KIB, kibibytes } from './bundle-sizes';
import { type Invocation, Invocations } from './invocations';
import { story } from './story';

const OUTDIR = join(__dirname, '..', '..', '.build', 'runtime-cdk.out');

/**
 * The stack with AWS's own runtime client in place of the local cloud's workers, for every invocation. The argument is a
 * folder with `node_modules/aws-lambda-ric`, which is built where it is installed and is no dependency of ours.
 */
async function main(folder: string): Promise<void> {
  requireNode24();
  const invocations = new Invocations(join(folder, 'node_modules', 'aws-lambda-ric', 'index.mjs'));
  // What happens once is proven here; what happens twice, the journeys play.
  const cloud = await startCloud({
    assembly: await synthesizeInChild({ outdir: OUTDIR }),
    ...{ stateDir: ':memory:', allowedHosts: '127.0.0.1', seed: 1, report: () => {} },
    faults: { duplicateProbability: 0 },
  });
  try {
    const told = await story(cloud, () => invocations.idle(cloud)).then(
      () => [],
      (error: unknown) => [String(error)],
    );
    const failures = [...told, ...FUNCTION_NAMES.flatMap((name) => failuresOf(name, invocations.all, cloud))];
    console.log(`Node ${process.version}\n${tableOf(invocations.all, cloud)}`);
    for (const failure of failures) console.error(failure);
    if (failures.length === 0) console.log('Every function answers; the endpoint has got the signed event');
    process.exitCode = failures.length === 0 ? 0 : 1;
  } finally {
    await cloud.stop();
  }
}

function failuresOf(name: FunctionName, all: Invocation[], cloud: Cloud): string[] {
  const own = all.filter((invocation) => invocation.name === name);
  const size = kibibytes(cloud.function(name).folder);
  return [
    ...(own.length === 0 ? [`${name} was never invoked`] : []),
    ...own.filter(({ right }) => !right).map(({ text }) => `${name} answers ${text.slice(0, 400)}`),
    ...(size > BUDGET_KIB[name] ? [`${name} takes ${size} KiB of ${BUDGET_KIB[name]}`] : []),
  ];
}

function tableOf(all: Invocation[], cloud: Cloud): string {
  const table = new Table({
    head: ['function', 'bundle, KiB', 'budget', 'right answers', 'slowest, ms', 'last answer'],
    style: { head: [], border: [] },
  });
  for (const name of FUNCTION_NAMES) {
    const own = all.filter((invocation) => invocation.name === name);
    const right = own.filter((invocation) => invocation.right).length;
    table.push([
      ...[name, kibibytes(cloud.function(name).folder), BUDGET_KIB[name], `${right} of ${own.length}`],
      ...[Math.round(Math.max(...own.map(({ tookMs }) => tookMs))), own.at(-1)?.text.slice(0, 40)],
    ]);
  }
  return table.toString();
}

const USAGE = `Plays a stack's life with every bundle under aws-lambda-ric, which is built where it is installed.
It needs a C++ compiler, make and cmake:
  npm install --prefix .build/ric aws-lambda-ric@4.0.2
  npm run test:runtime -- .build/ric`;

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else void main(resolve(folder));
