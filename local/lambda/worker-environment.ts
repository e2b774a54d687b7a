import type { LocalContext } from '../context';
import type { LambdaFunction } from './function';

/** Environment variables may take 4 KB in all (Lambda quotas). */
const LARGEST = 4_096;

/** The environment of a worker: the function's variables and those that Lambda sets itself. */
export function workerEnvironment(
  lambda: LambdaFunction,
  local: LocalContext,
  accessKeyId: string,
  compileCache: string,
): Record<string, string> {
  return {
    ...developersAuthorities(),
    ...lambda.environment,
    AWS_LAMBDA_FUNCTION_NAME: lambda.name,
    AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
    AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(lambda.memoryMb),
    AWS_LAMBDA_LOG_GROUP_NAME: lambda.logGroup,
    AWS_LAMBDA_LOG_STREAM_NAME: `local/[$LATEST]${accessKeyId.toLowerCase()}`,
    AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
    AWS_EXECUTION_ENV: `AWS_Lambda_nodejs${process.versions.node.split('.')[0]}.x`,
    AWS_REGION: local.region,
    AWS_DEFAULT_REGION: local.region,
    AWS_ACCESS_KEY_ID: accessKeyId,
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_SESSION_TOKEN: 'local',
    AWS_ENDPOINT_URL: local.endpointUrl,
    LAMBDA_TASK_ROOT: lambda.folder,
    _HANDLER: lambda.handler,
    TZ: ':UTC',
    LANG: 'en_US.UTF-8',
    PATH: '/usr/local/bin:/usr/bin:/bin',
    NODE_COMPILE_CACHE: compileCache,
  };
}

/** https endpoints on this machine have certificates of the developer's own authority, if any. */
function developersAuthorities(): Record<string, string> {
  const file = process.env['NODE_EXTRA_CA_CERTS'];
  return file === undefined ? {} : { NODE_EXTRA_CA_CERTS: file };
}

/** Throws where Lambda would refuse the function. */
export function checkEnvironment(environment: Record<string, string>): void {
  const bytes = Buffer.byteLength(JSON.stringify(environment));
  if (bytes > LARGEST) throw new Error(`the environment takes ${bytes} bytes, more than Lambda's ${LARGEST}`);
  const reserved = Object.keys(environment).filter((name) =>
    /^(AWS_(?!ENDPOINT_URL)|_HANDLER|LAMBDA_)/.test(name),
  );
  const settable = new Set(['AWS_LAMBDA_EXEC_WRAPPER', 'AWS_NODEJS_CONNECTION_REUSE_ENABLED']);
  const refused = reserved.filter((name) => !settable.has(name));
  if (refused.length > 0) throw new Error(`the environment sets what Lambda reserves: ${refused.join(', ')}`);
}
