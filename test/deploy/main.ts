import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { readTemplate, replaceTemplate } from './assembly';
import { DEPLOYED, type Deployed } from './deployed';
import { applyDropped } from './dropped';
import { Emulator } from './emulator';
import { JOURNEYS, NOT_ASKED } from './journeys';
import { MiniStack } from './ministack';
import { judge } from './verdict';
import { withoutMathAlarms } from './without-math-alarms';

const STACK = 'Tocsin-dev';
const ROOT = join(__dirname, '..', '..');
const MAIL_FROM = 'tocsin@tocsin.example';
/** Where a sweep takes a second, as many minutes pass in some stories as would pass in hours. */
const LONGEST_STORY_MS = '300000';
const DEPLOY = ['--require-approval', 'never', '--no-notices', '--progress', 'events'];

const USAGE = `Deploys the stack by the CDK into MiniStack, an emulator of AWS in Python, and plays journeys over its API.
It needs Python with venv:
  python3 -m venv venv && venv/bin/pip install ministack==1.5.33 cbor2 time-machine==3.6.0
  npm run test:deploy -- venv/bin/python [journey ...] [--outputFile FILE]
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
    const { passed, failures } = judge(play(deployed, journeys, folder), journeys);
    for (const failure of failures) console.log(`!! ${failure}`);
    console.log(
      `${passed} stories end on the deployed stack as they are expected to, ${failures.length} do not`,
    );
    process.exitCode = failures.length === 0 ? 0 : 1;
    const totals = { numPassedTests: passed, numFailedTests: failures.length, numRuntimeErrorTestSuites: 0 };
    if (outputFile !== undefined) writeFileSync(outputFile, JSON.stringify(totals));
  } finally {
    emulated.stop();
    rmSync(folder, { recursive: true });
  }
}

/** By the commands of docs/deploy.md, on an empty account. */
async function deploy({ url, clockFile }: MiniStack, folder: string): Promise<Deployed> {
  const assembly = join(folder, 'cdk.out');
  const outputs = join(folder, 'outputs.json');
  const cdk = (...args: string[]): string => run('cdk', args, credentials(url));
  cdk('bootstrap', 'aws://000000000000/us-east-1', '--no-notices');
  cdk('synth', '--quiet', '--no-notices', '--strict', '-c', `mailFrom=${MAIL_FROM}`, '-o', assembly);
  const asked = readTemplate(assembly, STACK);
  mustRefuse(() => cdk('deploy', ...DEPLOY, '--app', assembly), /metric math\) is not supported/);
  const { template, removed } = withoutMathAlarms(asked);
  console.log(`Without ${removed.join(', ')}: the emulator knows no alarms that compute`);
  replaceTemplate(assembly, STACK, template);
  cdk('deploy', ...DEPLOY, '--app', assembly, '--outputs-file', outputs);
  const emulator = new Emulator(url);
  const resources = await emulator.resources(STACK);
  const deployed = { apiUrl: reachable(outputs, url), endpointUrl: url, clockFile, resources };
  const applied = await applyDropped(asked, deployed, emulator);
  console.log(`Applied what the emulator has left out: ${applied.join(', ')}`);
  await allowLoopback(deployed, emulator);
  return deployed;
}

/** What a machine needs that is its own internet: endpoints on loopback, and links to where the API answers here. */
async function allowLoopback({ resources, apiUrl }: Deployed, emulator: Emulator): Promise<void> {
  for (const [id, name] of Object.entries(resources)) {
    if (!/^(DeliverFunction|Admin)[0-9A-F]{8}$/.test(id)) continue;
    const more = id.startsWith('Deliver') ? { PUBLIC_URL: apiUrl } : {};
    await emulator.setVariables(name, { ALLOWED_HOSTS: 'localhost,127.0.0.1', ...more });
  }
}

/** The API's host name is AWS's; the emulator answers for it at its own address, by the id in the path. */
function reachable(outputsFile: string, endpointUrl: string): string {
  const outputs = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<string, { ApiUrl: string }>;
  const id = /^https:\/\/(\w+)\.execute-api\./.exec(outputs[STACK]?.ApiUrl ?? '')?.[1];
  if (id === undefined) throw new Error(`The outputs name no address of the API: ${JSON.stringify(outputs)}`);
  return `${endpointUrl}/_aws/execute-api/${id}/$default`;
}

/** What the emulator cannot do is asserted: once it can, the way around it has to go. */
function mustRefuse(attempt: () => string, why: RegExp): void {
  try {
    attempt();
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    if (why.test(stdout + stderr)) return;
    throw error;
  }
  throw new Error(`The emulator takes the template as it is by now (${why.source}): deploy it as it is`);
}

/** Jest's results as JSON. That stories fail is for the verdict. */
function play(deployed: Deployed, journeys: string[], folder: string): string {
  const results = join(folder, 'jest.json');
  const files = journeys.map((name) => `test/journeys/${name}.test.ts`);
  const named = Object.values(NOT_ASKED).flatMap((stories) => Object.keys(stories));
  const pattern = `^(?!(?:${named.map(escaped).join('|')})$)`;
  // One after the other, as there is one clock for all.
  const limits = ['--maxWorkers', '1', '--testTimeout', LONGEST_STORY_MS];
  const args = [...limits, '--json', '--outputFile', results, '--testNamePattern', pattern];
  const environment = { [DEPLOYED]: JSON.stringify(deployed) };
  try {
    run('jest', [...args, ...files], environment);
  } catch (error) {
    console.log((error as { stderr?: string }).stderr ?? String(error));
  }
  return readFileSync(results, 'utf8');
}

const escaped = (name: string): string => name.replace(/[^\w ]/g, '\\$&');

/** Shows the command and, when it fails, what it has said. */
function run(command: string, args: string[], environment: Record<string, string>): string {
  console.log(`$ ${command} ${args.join(' ').slice(0, 150)}`);
  const options = { cwd: ROOT, env: { ...process.env, ...environment }, maxBuffer: 2 ** 28 } as const;
  return execFileSync(command, args, { ...options, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
}

const credentials = (url: string): Record<string, string> => ({
  ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  ...{ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
  ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: url, CDK_DISABLE_VERSION_CHECK: '1' },
});

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
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    console.error([String(error), stdout, stderr].join('\n'));
    process.exitCode = 1;
  });
}
