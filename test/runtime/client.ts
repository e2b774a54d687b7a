import { spawn } from 'node:child_process';
import { join } from 'node:path';
import type { LocalContext } from '../../local/context';
import type { LambdaFunction } from '../../local/lambda/function';
import { workerEnvironment } from '../../local/lambda/worker-environment';
import { type Answered, RuntimeApi } from './runtime-api';

const COMPILE_CACHE = join(__dirname, '..', '..', '.build', 'compile-cache');
const LIMIT_MS = 30_000;

/** One event in a fresh process of AWS's Lambda runtime client; `client` is its program. */
export async function runUnderClient(
  client: string,
  lambda: LambdaFunction,
  event: string,
  local: LocalContext,
): Promise<Answered> {
  const api = await RuntimeApi.start({ event, functionArn: lambda.arn, timeoutMs: lambda.timeoutMs });
  const env = {
    ...workerEnvironment(lambda, local, 'RUNTIME', COMPILE_CACHE),
    AWS_LAMBDA_RUNTIME_API: api.address,
  };
  const child = spawn(process.execPath, [client, lambda.handler], {
    cwd: lambda.folder,
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text: string) => (output += text));
  const ended = Promise.withResolvers<Answered>();
  const fail = (why: string): void => ended.resolve({ ok: false, error: `${why}\n${output}` });
  const timeout = setTimeout(() => fail(`no answer in ${LIMIT_MS} ms`), LIMIT_MS);
  child.once('exit', (code) => fail(`exit status ${code}`));
  try {
    return await Promise.race([api.answered, ended.promise]);
  } finally {
    clearTimeout(timeout);
    child.kill('SIGKILL');
    await api.stop();
  }
}
