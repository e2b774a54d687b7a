import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFirstProject } from '../../local/first-project';
import { deployedCloud } from '../journeys/deployed-cloud';
import { DEPLOYED, type Deployed } from './deployed';
import { Emulator } from './emulator';
import { withoutMathAlarms } from './without-math-alarms';

const STACK = 'Tocsin-dev';
const ROOT = join(__dirname, '..', '..');

const NEEDS = `This deploys the stack into MiniStack, an emulator of AWS in Python, and plays journeys over its API.
  python3 -m venv venv && venv/bin/pip install ministack==1.5.33 cbor2
  BIND_HOST=127.0.0.1 GATEWAY_PORT=4566 IOT_MTLS_ENABLED=0 LAMBDA_EXECUTOR=local venv/bin/ministack
  TOCSIN_MINISTACK_URL=http://127.0.0.1:4566 npm run test:deploy
It needs a fresh process of the emulator for each run.`;

/** Journeys that ask for nothing but the API, endpoints, and time that passes. */
const JOURNEYS = ['delivers'];

async function main(url: string, rest: string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'tocsin-deploy-'));
  const environment = { ...process.env, ...credentials(url) };
  const run = (command: string, ...args: string[]): void => {
    console.log(`$ ${command} ${args.join(' ')}`);
    execFileSync(command, args, { cwd: ROOT, env: environment, stdio: ['ignore', 'inherit', 'inherit'] });
  };
  try {
    run('cdk', 'bootstrap', 'aws://000000000000/us-east-1', '--no-notices');
    const assembly = join(folder, 'cdk.out');
    run('cdk', 'synth', '--quiet', '--no-notices', '--strict', '-o', assembly);
    expectRefused(() => run('cdk', 'deploy', ...DEPLOY, '--app', assembly), 'metric math in alarms');
    const removed = removeMathAlarms(assembly);
    console.log(`Without ${removed.join(', ')}: MiniStack has no metric math`);
    const outputs = join(folder, 'outputs.json');
    run('cdk', 'deploy', ...DEPLOY, '--app', assembly, '--outputs-file', outputs);
    const deployed = await prepared(url, outputs);
    const files = JOURNEYS.map((name) => `test/journeys/${name}.test.ts`);
    console.log(`Journeys over ${deployed.apiUrl}`);
    Object.assign(environment, { [DEPLOYED]: JSON.stringify(deployed) });
    run('jest', '-w', '1', ...files, ...rest);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Under another name: the CDK does not send an asset again that is there. */
function removeMathAlarms(assembly: string): string[] {
  const file = `${STACK}.template.json`;
  const { template, removed } = withoutMathAlarms(
    JSON.parse(readFileSync(join(assembly, file), 'utf8')) as never,
  );
  const text = JSON.stringify(template);
  writeFileSync(join(assembly, file), text);
  const { files } = JSON.parse(readFileSync(join(assembly, `${STACK}.assets.json`), 'utf8')) as {
    files: Record<string, { source: { path: string } }>;
  };
  const before = Object.keys(files).find((hash) => files[hash]?.source.path === file) ?? '';
  const after = createHash('sha256').update(text).digest('hex');
  for (const name of [`${STACK}.assets.json`, 'manifest.json']) {
    const path = join(assembly, name);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(before, after));
  }
  return removed;
}

const DEPLOY = ['--require-approval', 'never', '--no-notices', '--progress', 'events'];

const credentials = (url: string): Record<string, string> => ({
  ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  ...{ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
  ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: url, CDK_DISABLE_VERSION_CHECK: '1' },
});

/** What the emulator cannot do is asserted: as soon as it can, this way around it has to go. */
function expectRefused(deploy: () => void, what: string): void {
  try {
    deploy();
  } catch {
    return;
  }
  throw new Error(`MiniStack knows ${what} by now: deploy the template as it is`);
}

/** Sets what only a machine needs that is its own internet, and makes keys. */
async function prepared(endpointUrl: string, outputs: string): Promise<Deployed> {
  const emulator = new Emulator(endpointUrl);
  const resources = await emulator.resources(STACK);
  const { [STACK]: out = {} } = JSON.parse(readFileSync(outputs, 'utf8')) as Record<
    string,
    Record<string, string>
  >;
  const apiUrl = reachable(out['ApiUrl'] ?? '', endpointUrl);
  for (const [id, name] of resources) {
    if (!/^(DeliverFunction|Admin)[0-9A-F]{8}$/.test(id)) continue;
    const variables = await emulator.variables(name);
    await emulator.setVariables(name, { ...variables, ALLOWED_HOSTS: 'localhost,127.0.0.1' });
  }
  const known = { apiUrl, endpointUrl, resources: [...resources] };
  const first = await createFirstProject(deployedCloud(known), 'deployed');
  return { ...known, first };
}

/** The API's host name is AWS's; MiniStack answers for it at its own address, by the id in the path. */
function reachable(apiUrl: string, endpointUrl: string): string {
  const id = /^https?:\/\/([^.]+)\./.exec(apiUrl)?.[1] ?? '';
  return `${endpointUrl}/_aws/execute-api/${id}/$default`;
}

const url = process.env['TOCSIN_MINISTACK_URL'];
if (url === undefined) {
  console.error(NEEDS);
  process.exitCode = 2;
} else {
  main(url, process.argv.slice(2)).catch((error: unknown) => {
    console.error(String(error));
    process.exitCode = 1;
  });
}
