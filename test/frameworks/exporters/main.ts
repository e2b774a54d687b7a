import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs, promisify } from 'node:util';
import { LosingProxy } from './losing-proxy';
import { type Started, startTocsin } from './npm-start';

const USAGE = `Runs agents that are instrumented with OpenTelemetry's own exporters against npm start, with one variable set.
  npm ci --prefix test/frameworks/exporters/js
  python3 -m venv .build/venv && .build/venv/bin/pip install -r test/frameworks/exporters/python/requirements.txt
  npm run test:exporters -- --python .build/venv/bin/python --go go [--outputFile FILE]`;

const run = promisify(execFile);

/** What an agent is run by. */
interface Program {
  name: string;
  command: string[];
  environment?: Record<string, string>;
}

/** What each of them traces in a run. */
const TRACED = ['agent.run.completed', 'llm.request.completed', 'tool.call.failed'];

/** The best of some runs: the machine is shared, and a first request finds the functions cold. */
const RUNS = 5;
const SHUTDOWN_MS = 100;

class Checks {
  passed = 0;
  readonly failures: string[] = [];

  check(name: string, holds: boolean, seen: unknown): void {
    if (holds) this.passed++;
    else this.failures.push(`${name}: ${JSON.stringify(seen)}`);
    console.log(`  ${holds ? 'ok' : '!!'} ${name}${holds ? '' : `: ${JSON.stringify(seen)}`}`);
  }
}

interface Ran {
  output: string;
  shutdownMs: number;
}

async function runAgent({ command, environment }: Program, endpoint: string, folder: string): Promise<Ran> {
  const result = join(folder, 'result.json');
  const [file = '', ...args] = command;
  const env = { ...process.env, ...environment, OTEL_EXPORTER_OTLP_ENDPOINT: endpoint, RESULT: result };
  const { stdout, stderr } = await run(file, args, { env, timeout: 60_000 });
  const { shutdownMs } = JSON.parse(readFileSync(result, 'utf8')) as { shutdownMs: number };
  return { output: `${stdout}${stderr}`, shutdownMs };
}

/** Waits until as many events are listed, and a little longer for those that should not be. */
async function typesOf(tocsin: Started, source: string, atLeast: number): Promise<string[]> {
  for (let tries = 0; ; tries++) {
    const url = `${tocsin.apiUrl}/v1/events?limit=100&source=${source}`;
    const answer = await fetch(url, { headers: { authorization: `Bearer ${tocsin.adminKey}` } });
    const { data } = (await answer.json()) as { data: { type: string; source: string }[] };
    const types = data.filter((event) => event.source === source).map(({ type }) => type);
    if (types.length >= atLeast || tries === 60) return types.sort();
    await wait(250);
  }
}

async function checkProgram(
  program: Program,
  tocsin: Started,
  folder: string,
  checks: Checks,
): Promise<void> {
  const { name } = program;
  const source = name.replaceAll(/\W+/g, '-');
  const ran: Ran[] = [];
  for (let time = 0; time < RUNS; time++)
    ran.push(await runAgent(program, tocsin.endpointOf(source), folder));
  checks.check(
    `${name}: nothing is logged`,
    ran.every(({ output }) => output === ''),
    ran.map(({ output }) => output),
  );
  const fastest = Math.min(...ran.map(({ shutdownMs }) => shutdownMs));
  checks.check(`${name}: the exporter is shut down within ${SHUTDOWN_MS} ms`, fastest < SHUTDOWN_MS, fastest);
  const types = await typesOf(tocsin, source, RUNS * TRACED.length);
  const expected = TRACED.flatMap((type) => Array.from({ length: RUNS }, () => type));
  checks.check(`${name}: every span is one event`, String(types) === String(expected.sort()), types);
  await checkLosses(program, tocsin, folder, checks);
}

/** An exporter that was answered 503, and one whose answer was lost, send again. */
async function checkLosses(program: Program, tocsin: Started, folder: string, checks: Checks): Promise<void> {
  const source = `${program.name.replaceAll(/\W+/g, '-')}-again`;
  const proxy = await LosingProxy.start(tocsin.apiUrl);
  try {
    await runAgent(program, tocsin.endpointOf(source, proxy.url), folder);
  } finally {
    await proxy.stop();
  }
  const types = await typesOf(tocsin, source, TRACED.length);
  const seen = { types, requests: proxy.requests };
  const holds = String(types) === String([...TRACED].sort()) && proxy.requests >= 3;
  checks.check(`${program.name}: what is sent again loses nothing and doubles nothing`, holds, seen);
}

/** The demo ends well only if Tocsin has counted what the model has answered. */
async function checkDemo(folder: string, checks: Checks): Promise<void> {
  const env = { ...process.env, TOCSIN_STATE: join(folder, 'state') };
  const ended = await run('npm', ['run', '--silent', 'demo:otel'], { env, timeout: 300_000 }).then(
    ({ stdout }) => ({ failed: false, stdout }),
    (error: unknown) => ({ failed: true, stdout: String((error as { stdout?: string }).stdout ?? error) }),
  );
  const holds = !ended.failed && ended.stdout.includes('Resumed by the person on duty');
  checks.check(
    'demo:otel: the agent is paused and resumed, and its tokens are counted exactly',
    holds,
    ended,
  );
}

async function main(python: string, go: string, outputFile: string | undefined): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-exporters-'));
  const goAgent = join(folder, 'agent');
  await run(go, ['build', '-o', goAgent, '.'], { cwd: join(__dirname, 'go') });
  const js = [process.execPath, join(__dirname, 'js', 'agent.mjs')];
  const programs: Program[] = [
    { name: 'JavaScript', command: js },
    { name: 'JavaScript, JSON', command: js, environment: { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json' } },
    { name: 'JavaScript, gzip', command: js, environment: { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' } },
    { name: 'Python', command: [python, join(__dirname, 'python', 'agent.py')] },
    {
      name: 'Python, gzip',
      command: [python, join(__dirname, 'python', 'agent.py')],
      environment: { OTEL_EXPORTER_OTLP_COMPRESSION: 'gzip' },
    },
    { name: 'Go', command: [goAgent] },
  ];
  const tocsin = await startTocsin(folder);
  const checks = new Checks();
  try {
    for (const program of programs) await checkProgram(program, tocsin, folder, checks);
    await checkDemo(folder, checks);
  } finally {
    await tocsin.stop();
    rmSync(folder, { recursive: true, force: true });
  }
  console.log(`${checks.passed} passed, ${checks.failures.length} failed`);
  const totals = {
    numPassedTests: checks.passed,
    numFailedTests: checks.failures.length,
    failures: checks.failures,
  };
  if (outputFile !== undefined)
    writeFileSync(outputFile, JSON.stringify({ ...totals, numRuntimeErrorTestSuites: 0 }));
  process.exitCode = checks.failures.length === 0 ? 0 : 1;
}

const { python, go, outputFile } = parseArgs({
  options: { python: { type: 'string' }, go: { type: 'string' }, outputFile: { type: 'string' } },
}).values;
if (python === undefined || go === undefined) {
  console.error(USAGE);
  process.exitCode = 2;
} else {
  main(python, go, outputFile).catch((error: unknown) => {
    console.error(error);
    process.exitCode = 1;
  });
}
