import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readTemplate, replaceTemplate } from './assembly';
import type { Deployed } from './deployed';
import { applyDropped } from './dropped';
import { Emulator } from './emulator';
import type { MiniStack } from './ministack';
import { mustDiffer, NoDivergence } from './divergences';
import { CommandFailed, run } from './run';
import { withoutMathAlarms } from './without-math-alarms';

const STACK = 'Tocsin-dev';
const MAIL_FROM = 'tocsin@tocsin.example';
const DEPLOY = ['deploy', '--require-approval', 'never', '--progress', 'events'];

/** Deploys the stack by the commands of docs/deploy.md into an account that is empty. The folder takes what they make. */
export async function deploy({ url, clockFile }: MiniStack, folder: string): Promise<Deployed> {
  const [assembly, outputs] = [join(folder, 'cdk.out'), join(folder, 'outputs.json')];
  const cdk = (...args: string[]): void => {
    console.log(`$ cdk ${args.join(' ').replaceAll(`${folder}/`, '')}`);
    run('cdk', [...args, '--no-notices'], environment(url));
  };
  cdk('bootstrap', 'aws://000000000000/us-east-1');
  cdk('synth', '--quiet', '--strict', '-c', `mailFrom=${MAIL_FROM}`, '-o', assembly);
  const asked = readTemplate(assembly, STACK);
  mustRefuse(() => cdk(...DEPLOY, '--app', assembly), /metric math\) is not supported/);
  const { template, removed } = withoutMathAlarms(asked);
  console.log(`  refused: no alarms that compute are known. Without ${removed.join(', ')}:`);
  replaceTemplate(assembly, STACK, template);
  cdk(...DEPLOY, '--app', assembly, '--outputs-file', outputs);

  const emulator = new Emulator(url);
  const resources = await emulator.resources(STACK);
  const deployed = { apiUrl: reachable(outputs, url), endpointUrl: url, clockFile, resources };
  const applied = await applyDropped(asked, deployed, emulator);
  console.log(`  left out, and applied now: ${applied.join(', ')}`);
  await mustDiffer(deployed, emulator);
  await allowLoopback(deployed, emulator);
  return deployed;
}

/** What the emulator cannot do is asserted: once it can, the way around it has to go. */
function mustRefuse(attempt: () => void, why: RegExp): void {
  try {
    attempt();
  } catch (error) {
    if (error instanceof CommandFailed && why.test(error.output)) return;
    throw error;
  }
  throw new NoDivergence('computingAlarms');
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

const environment = (url: string): Record<string, string> => ({
  ...{ AWS_ACCESS_KEY_ID: 'test', AWS_SECRET_ACCESS_KEY: 'test' },
  ...{ AWS_REGION: 'us-east-1', AWS_DEFAULT_REGION: 'us-east-1' },
  ...{ AWS_ENDPOINT_URL: url, AWS_ENDPOINT_URL_S3: url, CDK_DISABLE_VERSION_CHECK: '1' },
});
