import { createServer, type IncomingMessage } from 'node:http';
import { json } from 'node:stream/consumers';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { documentClient } from '../../../adapters/aws/clients';
import { Clock } from '../../../local/clock';
import { type Input, type LocalContext, ServiceError } from '../../../local/context';
import { createTable } from '../../../local/dynamodb/create-table';
import { dynamodb } from '../../../local/dynamodb/service';
import { ORDINARY_DAY } from '../../../local/faults';
import { close, listen } from '../../../local/listen';
import { Store } from '../../../local/store';

const TABLES = ['subscriptions', 'events', 'deliveries', 'monitoring'];

/** The local cloud's DynamoDB with our tables, in this process, reached through the real SDK. */
export async function startTables(): Promise<{ tables: DynamoDBDocumentClient; stop: () => Promise<void> }> {
  const local = context();
  for (const name of TABLES) createTable(local, declaration(name));
  const server = createServer((request, response) => {
    void answer(local, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });
  const port = await listen(server, 0);
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  return {
    tables: documentClient(client),
    async stop() {
      client.destroy();
      await close(server);
      local.store.close();
    },
  };
}

/** Index reads do not lag here: what is tested is what is answered, not how soon it is listed. */
const context = (): LocalContext => ({
  store: new Store(':memory:'),
  clock: new Clock(),
  random: () => 0.5,
  endpointUrl: 'http://127.0.0.1',
  region: 'us-east-1',
  account: '000000000000',
  faults: { ...ORDINARY_DAY, readLagMs: 0 },
  iam: { allowed: () => Promise.resolve(true), attachToResource: () => undefined },
  report: () => undefined,
});

const pair = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const declaration = (name: string): Parameters<typeof createTable>[1] => ({
  name,
  keySchema: pair('pk', 'sk'),
  attributeDefinitions: [
    ...['pk', 'sk', 'dueShard', 'listKey', 'listSort'].map((AttributeName) => ({
      AttributeName,
      AttributeType: 'S' as const,
    })),
    { AttributeName: 'dueAt', AttributeType: 'N' as const },
  ],
  indexes: [
    {
      IndexName: 'due',
      KeySchema: pair('dueShard', 'dueAt'),
      // By which the sweep gives each project its share.
      Projection: { ProjectionType: 'INCLUDE', NonKeyAttributes: ['id', 'project'] },
    },
    {
      IndexName: 'list',
      KeySchema: pair('listKey', 'listSort'),
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: ['id', 'source', 'event', 'subscription', 'state', 'acceptedAt'],
      },
    },
  ],
});

async function answer(
  local: LocalContext,
  request: IncomingMessage,
): Promise<{ status: number; body: object }> {
  const action = String(request.headers['x-amz-target']).split('.')[1] ?? '';
  try {
    const body = await dynamodb.actions[action]?.run((await json(request)) as Input, local);
    return { status: 200, body: body ?? {} };
  } catch (error) {
    if (!(error instanceof ServiceError)) throw error;
    return { status: error.status, body: { __type: error.code, message: error.message, ...error.extra } };
  }
}
