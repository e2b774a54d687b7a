import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleFunctions } from '../lib/bundle';
import { FUNCTION_NAMES, type FunctionName } from '../lib/function-names';

const FOLDER = join(__dirname, '..', '.build', 'bare');

type Needs = Record<string, string[]>;

const BUS = { '@aws-sdk/client-eventbridge': ['EventBridgeClient', 'PutEventsCommand'] };
const KEYS = { '@aws-sdk/client-kms': ['KMSClient', 'DecryptCommand'] };
const QUEUE = { '@aws-sdk/client-sqs': ['SQSClient', 'SendMessageBatchCommand'] };
const QUEUES = { '@aws-sdk/client-sqs': ['SQSClient', 'SendMessageBatchCommand', 'SendMessageCommand'] };
const tables = (...names: string[]): Needs => ({
  '@aws-sdk/lib-dynamodb': ['DynamoDBDocumentClient', ...names],
});
const ALL_OF_TABLES = tables(
  ...['BatchGetCommand', 'DeleteCommand', 'GetCommand', 'PutCommand', 'QueryCommand'],
  ...['TransactWriteCommand', 'UpdateCommand', 'paginateQuery'],
);

/** Clients and commands that a function cannot do without. */
const NEEDS: Record<FunctionName, Needs> = {
  authorize: {
    '@aws-sdk/client-secrets-manager': ['SecretsManagerClient', 'GetSecretValueCommand'],
    ...tables('GetCommand'),
  },
  ingest: { ...BUS, ...tables('BatchGetCommand', 'UpdateCommand', 'paginateQuery') },
  route: { ...QUEUE, ...tables('GetCommand', 'PutCommand', 'paginateQuery') },
  deliver: { ...KEYS, ...QUEUE, ...ALL_OF_TABLES },
  monitor: {
    ...BUS,
    ...tables(
      ...['BatchGetCommand', 'DeleteCommand', 'GetCommand', 'QueryCommand'],
      ...['TransactWriteCommand', 'UpdateCommand', 'paginateQuery'],
    ),
  },
  sweep: { ...BUS, ...QUEUES, ...ALL_OF_TABLES },
  bury: tables('DeleteCommand', 'GetCommand', 'PutCommand', 'TransactWriteCommand', 'UpdateCommand'),
  admin: {
    ...BUS,
    ...QUEUES,
    ...ALL_OF_TABLES,
    '@aws-sdk/client-kms': ['KMSClient', 'DecryptCommand', 'GenerateDataKeyCommand'],
  },
};

/** Bundles of nothing but these, made as ours are; answers their directory. */
export async function bareBundles(): Promise<string> {
  const entries = join(FOLDER, 'entries');
  rmSync(FOLDER, { recursive: true, force: true });
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(entries, name), { recursive: true });
    writeFileSync(join(entries, name, 'handler.ts'), sourceOf(NEEDS[name]));
  }
  return await bundleFunctions(join(FOLDER, 'bundles'), entries);
}

/** A module that makes the clients and names the commands, so that no bundler leaves them out. */
function sourceOf(needs: Needs): string {
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
