import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deploy } from './deploy';
import { JOURNEYS } from './journeys';
import { MiniStack } from './ministack';
import { play } from './play';
import type { Verdict } from './verdict';

const USAGE = `Deploys the stack by the CDK into MiniStack, an emulator of AWS in Python, and plays journeys over its API.
It needs Python with venv:
  python3 -m venv .build/venv
  .build/venv/bin/pip install ministack==1.5.33 cbor2 time-machine==3.6.0
  npm run test:deploy -- .build/venv/bin/python [journey ...] [--outputFile FILE]
Each run starts a process of its own on loopback, and ends it. Nothing of it reaches AWS.`;

interface Options {
  /** Of a virtual environment that has MiniStack. */
  python: string;
  journeys: string[];
  /** Takes the numbers of passed and failed stories as Jest's JSON names them. */
  outputFile: string | undefined;
}

async function main({ python, journeys, outputFile }: Options): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-deploy-'));
  const emulated = await MiniStack.start(python, folder);
  try {
    const deployed = await deploy(emulated, folder);
    console.log(`\nJourneys over ${deployed.apiUrl}`);
    const verdicts = journeys.map((journey) => playTwice(journey, () => play(journey, deployed, folder)));
    const passed = verdicts.reduce((sum, each) => sum + each.passed, 0);
    const failed = verdicts.reduce((sum, each) => sum + each.failures.length, 0);
    console.log(`${passed} stories end as they are expected to, ${failed} do not`);
    process.exitCode = failed === 0 ? 0 : 1;
    const totals = { numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: 0 };
    if (outputFile !== undefined) writeFileSync(outputFile, JSON.stringify(totals));
  } finally {
    await emulated.stop();
    rmSync(folder, { recursive: true });
  }
}

/**
 * A journey with failures is played once more, alone on the same stack, and the second run counts: the emulator's queues
 * run in real time, and a machine that stalls for a second fails a story that is right. What failed first is printed.
 */
function playTwice(journey: string, work: () => Verdict): Verdict {
  const first = shown(journey, work);
  if (first.failures.length === 0) return first;
  console.log(`  ${journey} is played again: a failure that stays is one`);
  return shown(journey, work);
}

function shown(journey: string, work: () => Verdict): Verdict {
  const began = performance.now();
  const verdict = work();
  const seconds = ((performance.now() - began) / 1_000).toFixed(0);
  const known = Object.keys(JOURNEYS[journey] ?? {}).length;
  const differing = known > 0 ? `, ${known} of them as the emulator is known to differ` : '';
  console.log(`  ${journey}: ${verdict.passed} as expected${differing} (${seconds} s)`);
  for (const failure of verdict.failures) console.log(`!! ${failure}`);
  return verdict;
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { outputFile: { type: 'string' } },
});
const [python, ...named] = positionals;
if (python === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  const journeys = named.length > 0 ? named : Object.keys(JOURNEYS);
  main({ python, journeys, outputFile: values.outputFile }).catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
