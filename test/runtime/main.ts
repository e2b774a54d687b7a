import { spawn } from 'node:child_process';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { FUNCTION_NAMES } from '../../lib/function-names';
import type { Cloud } from '../../local/cloud';
import type { LambdaFunction } from '../../local/lambda/function';
import { workerEnvironment } from '../../local/lambda/worker-environment';
import { synthesize } from '../../local/synthesize';
import { realEvents } from './real-events';
import { type Answered, RuntimeApi } from './runtime-api';

const ROOT = join(__dirname, '..', '..');
const LIMIT_MS = 30_000;

/**
 * Every bundle under AWS's own runtime client, with an event that it has got in a running stack. The argument is a folder
 * with `node_modules/aws-lambda-ric`, which is built where it is installed and is no dependency of ours.
 */
async function main(folder: string): Promise<void> {
  const client = join(folder, 'node_modules', 'aws-lambda-ric', 'index.mjs');
  const assembly = await synthesize({ outdir: join(ROOT, '.build', 'runtime-cdk.out') });
  const table = new Table({ head: ['function', 'bundle', 'start and answer', 'answers'] });
  let failures = 0;
  await realEvents(assembly, async (events, cloud) => {
    for (const name of FUNCTION_NAMES) {
      const lambda = cloud.function(name);
      const began = performance.now();
      const answered = await run(client, lambda, events[name], cloud);
      const took = `${Math.round(performance.now() - began)} ms`;
      if (!answered.ok) failures += 1;
      table.push([name, kilobytes(lambda.folder), took, shown(answered)]);
    }
  });
  console.log(`Node ${process.version}\n${table.toString()}`);
  console.log(`${FUNCTION_NAMES.length - failures} of ${FUNCTION_NAMES.length} functions answer`);
  process.exitCode = failures === 0 ? 0 : 1;
}

async function run(client: string, lambda: LambdaFunction, event: string, cloud: Cloud): Promise<Answered> {
  const api = await RuntimeApi.start({ event, functionArn: lambda.arn, timeoutMs: lambda.timeoutMs });
  const environment = {
    ...workerEnvironment(lambda, cloud.context, 'RUNTIME', join(ROOT, '.build', 'compile-cache')),
    AWS_LAMBDA_RUNTIME_API: api.address,
    LAMBDA_TASK_ROOT: lambda.folder,
    _HANDLER: lambda.handler,
  };
  const child = spawn(process.execPath, [client, lambda.handler], {
    cwd: lambda.folder,
    env: environment,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const failed = (error: string): Answered => ({ ok: false, error: `${error}\n${output}` });
  const timer = Promise.withResolvers<Answered>();
  const timeout = setTimeout(() => timer.resolve(failed('no answer in 30 s')), LIMIT_MS);
  const exit = new Promise<Answered>((resolve) =>
    child.once('exit', (code) => resolve(failed(`exit status ${code}`))),
  );
  try {
    return await Promise.race([api.answered, timer.promise, exit]);
  } finally {
    clearTimeout(timeout);
    child.kill('SIGKILL');
    await api.stop();
  }
}

const shown = (answered: Answered): string =>
  answered.ok ? answered.payload.slice(0, 60) : `FAILED ${answered.error.slice(0, 400)}`;

function kilobytes(folder: string): string {
  const code = readdirSync(folder).filter((file) => file.endsWith('.mjs'));
  const bytes = code.reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
  return `${Math.round(bytes / 1_024)} KiB`;
}

void main(process.argv[2] ?? '');
