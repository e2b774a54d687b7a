import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Table from 'cli-table3';
import { bundleFunctions } from '../lib/bundle';
import { FUNCTION_NAMES, type FunctionName } from '../lib/function-names';
import { ENVIRONMENT } from '../lambdas/environment';

const RUNS = 15;
const BUDGET = 1.3;
const ROOT = join(__dirname, '..');
const FOLDER = join(ROOT, '.build', 'bare');

/** Clients and commands that a function cannot do without. */
const NEEDS: Partial<Record<FunctionName, Record<string, string[]>>> = {
  authorize: {
    '@aws-sdk/client-secrets-manager': ['SecretsManagerClient', 'GetSecretValueCommand'],
    '@aws-sdk/lib-dynamodb': ['DynamoDBDocumentClient', 'GetCommand'],
  },
  ingest: {
    '@aws-sdk/client-eventbridge': ['EventBridgeClient', 'PutEventsCommand'],
    '@aws-sdk/lib-dynamodb': ['DynamoDBDocumentClient', 'BatchGetCommand', 'UpdateCommand', 'paginateQuery'],
  },
  route: {
    '@aws-sdk/client-sqs': ['SQSClient', 'SendMessageBatchCommand'],
    '@aws-sdk/lib-dynamodb': ['DynamoDBDocumentClient', 'GetCommand', 'PutCommand', 'paginateQuery'],
  },
  deliver: {
    '@aws-sdk/client-kms': ['KMSClient', 'DecryptCommand'],
    '@aws-sdk/client-sqs': ['SQSClient', 'SendMessageBatchCommand'],
    '@aws-sdk/lib-dynamodb': [
      ...['DynamoDBDocumentClient', 'BatchGetCommand', 'DeleteCommand', 'GetCommand', 'PutCommand'],
      ...['QueryCommand', 'TransactWriteCommand', 'UpdateCommand', 'paginateQuery'],
    ],
  },
};

/** A module that makes the clients and names the commands, so that no bundler leaves them out. */
function bareSource(needs: Record<string, string[]>): string {
  const imports = Object.entries(needs).map(
    ([from, names]) => `import { ${names.join(', ')} } from '${from}';`,
  );
  const all = Object.values(needs).flat();
  const clients = all.filter((name) => name.endsWith('Client') && name !== 'DynamoDBDocumentClient');
  return [
    "import { DynamoDBClient } from '@aws-sdk/client-dynamodb';",
    ...imports,
    `const clients = [${clients.map((name) => `new ${name}({})`).join(', ')}];`,
    'const tables = DynamoDBDocumentClient.from(new DynamoDBClient({}));',
    `const commands = [${all.filter((name) => !name.endsWith('Client')).join(', ')}];`,
    'export const handler = async () => ({ clients, tables, commands });',
  ].join('\n');
}

async function bareBundles(): Promise<string> {
  const entries = join(FOLDER, 'entries');
  rmSync(FOLDER, { recursive: true, force: true });
  for (const name of FUNCTION_NAMES) {
    const needs = NEEDS[name];
    mkdirSync(join(entries, name), { recursive: true });
    const source = needs ? bareSource(needs) : 'export const handler = async () => ({});';
    writeFileSync(join(entries, name, 'handler.ts'), source);
  }
  return await bundleFunctions(join(FOLDER, 'bundles'), entries);
}

const PROGRAM =
  'const t = performance.now(); await import(process.argv[1]); process.stdout.write(String(performance.now() - t)); process.exit(0)';

/** Milliseconds from an empty process to a loaded module, clients made, as at a cold start. */
function load(bundle: string): number {
  const names = Object.values(ENVIRONMENT).map((name) => [
    name,
    name === 'PUBLIC_URL' ? 'https://example.com' : '1',
  ]);
  const env = {
    ...Object.fromEntries(names),
    AWS_REGION: 'us-east-1',
    PATH: process.env['PATH'],
  } as NodeJS.ProcessEnv;
  const args = ['--input-type=module', '-e', PROGRAM, join(bundle, 'index.mjs')];
  return Number(execFileSync(process.execPath, args, { env, encoding: 'utf8' }));
}

const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;

/** Medians of fresh processes, in turn, so that whatever else the machine does meets both alike. */
function measure(bare: string, ours: string): { without: number; withAll: number; ratio: number } {
  const times = { bare: [] as number[], ours: [] as number[] };
  for (let run = 0; run < RUNS; run++) {
    times.bare.push(load(bare));
    times.ours.push(load(ours));
  }
  const [without, withAll] = [median(times.bare), median(times.ours)];
  return { without, withAll, ratio: withAll / without };
}

async function main(): Promise<void> {
  const [ours, bare] = [await bundleFunctions(), await bareBundles()];
  const table = new Table({ head: ['function', 'bare clients', 'bundle', 'ratio', `budget ${BUDGET}`] });
  let over = 0;
  for (const name of Object.keys(NEEDS)) {
    let measured = measure(join(bare, name), join(ours, name));
    // A machine that is busy with something else is asked again before it accuses anybody.
    for (let again = 0; again < 2 && measured.ratio > BUDGET; again++)
      measured = measure(join(bare, name), join(ours, name));
    const { without, withAll, ratio } = measured;
    if (ratio > BUDGET) over += 1;
    const ms = (value: number): string => `${value.toFixed(1)} ms`;
    table.push([name, ms(without), ms(withAll), ratio.toFixed(2), ratio > BUDGET ? 'over' : 'within']);
  }
  console.log(`Load time, median of ${RUNS} fresh processes, Node ${process.version}\n${table.toString()}`);
  process.exitCode = over === 0 ? 0 : 1;
}

void main();
