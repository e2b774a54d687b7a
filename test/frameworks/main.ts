import { spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { parseArgs } from 'node:util';

const USAGE = `Tests the adapters of the SDKs with the real frameworks and a fake model, all on loopback.
  npm ci --prefix test/frameworks
  npm run test:frameworks -- [--python PYTHON] [--outputFile FILE] [name ...]
Names are parts of file names, such as langchain. PYTHON is one with test/frameworks/requirements.txt; without it the
Python SDK is left out. The numbers of passed and failed tests are written as Jest's JSON names them.`;

/** As Jest's JSON names them. */
interface Summary {
  numPassedTests: number;
  numFailedTests: number;
  numRuntimeErrorTestSuites: number;
}

const ROOT = join(__dirname, '..', '..');

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    options: { python: { type: 'string' }, outputFile: { type: 'string' }, help: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.help) {
    console.log(USAGE);
    return 0;
  }
  const summaries = [types(), await javascript(positionals)];
  if (values.python !== undefined) summaries.push(python(values.python, positionals));
  const summary = summaries.reduce(added);
  if (values.outputFile !== undefined) writeFileSync(values.outputFile, JSON.stringify(summary));
  console.log(JSON.stringify(summary));
  return summary.numFailedTests + summary.numRuntimeErrorTestSuites === 0 ? 0 : 1;
}

const added = (one: Summary, other: Summary): Summary => ({
  numPassedTests: one.numPassedTests + other.numPassedTests,
  numFailedTests: one.numFailedTests + other.numFailedTests,
  numRuntimeErrorTestSuites: one.numRuntimeErrorTestSuites + other.numRuntimeErrorTestSuites,
});

const summaryOf = (passed: number, failed: number): Summary => ({
  ...{ numPassedTests: passed, numFailedTests: failed, numRuntimeErrorTestSuites: 0 },
});

/** The package is built, and what users write with each framework, docs/sdk.md among it, is what its types allow. */
function types(): Summary {
  writeGuide();
  const isDone = ['run --silent build:sdk', 'exec -- tsc -p test/frameworks'].every(
    (args) => spawnSync('npm', args.split(' '), { cwd: ROOT, stdio: 'inherit' }).status === 0,
  );
  return summaryOf(isDone ? 1 : 0, isDone ? 0 : 1);
}

/** Each piece of code of docs/sdk.md as a file, which `tsc` finds. */
function writeGuide(): void {
  const folder = join(__dirname, 'js', 'guide');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const page = readFileSync(join(ROOT, 'docs', 'sdk.md'), 'utf8');
  const blocks = [...page.matchAll(/```ts\n([^]*?)```/g)].map(([, block = '']) => block);
  blocks.forEach((block, index) => writeFileSync(join(folder, `${index}.mts`), block));
}

async function javascript(names: readonly string[]): Promise<Summary> {
  const all = globSync(join(__dirname, 'js', '*.test.mts'));
  const files = all.filter((file) => names.length === 0 || names.some((name) => file.includes(name))).sort();
  let [passed, failed] = [0, 0];
  const events = run({ files, concurrency: false, execArgv: ['--import', 'tsx'] });
  const isTest = ({ details, name }: { details: { type?: string | undefined }; name: string }) =>
    details.type !== 'suite' && !files.includes(name);
  events.on('test:pass', (event) => void (passed += isTest(event) ? 1 : 0));
  // A file that cannot be loaded fails under its own name.
  events.on('test:fail', (event) => void (failed += event.details.type === 'suite' ? 0 : 1));
  for await (const line of events.compose(new spec())) process.stdout.write(line as Buffer);
  return summaryOf(passed, failed);
}

function python(program: string, names: readonly string[]): Summary {
  const folder = mkdtempSync(join(tmpdir(), 'frameworks-'));
  const file = join(folder, 'summary.json');
  try {
    const script = join(__dirname, 'python', 'main.py');
    spawnSync(program, [script, '--json', file, ...names], { cwd: ROOT, stdio: 'inherit' });
    return JSON.parse(readFileSync(file, 'utf8')) as Summary;
  } catch {
    return { ...summaryOf(0, 0), numRuntimeErrorTestSuites: 1 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main().then((code) => process.exit(code));
