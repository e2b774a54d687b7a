import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { json } from 'node:stream/consumers';
import { Clock } from '../../local/clock';
import { type Input, type LocalContext, ServiceError } from '../../local/context';
import { createTable } from '../../local/dynamodb/create-table';
import { dynamodb } from '../../local/dynamodb/service';
import { ORDINARY_DAY } from '../../local/faults';
import { Store } from '../../local/store';
import { TABLES } from './dynamodb-cases/tables';
import { describeDynamodb } from './dynamodb.contract';

/** Reads do not lag here: the contract is about what is read, not about how soon. */
function localContext(): LocalContext {
  return {
    store: new Store(':memory:'),
    clock: new Clock(),
    random: () => 0.5,
    endpointUrl: 'http://127.0.0.1',
    region: 'us-east-1',
    account: '000000000000',
    faults: { ...ORDINARY_DAY, readLagMs: 0 },
    iam: { allowed: () => Promise.resolve(true), attachToResource: () => undefined },
    report: () => undefined,
  };
}

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

function serve(local: LocalContext): Server {
  return createServer((request, response) => {
    void answer(local, request).then(({ status, body }) => {
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.0' }).end(JSON.stringify(body));
    });
  });
}

describeDynamodb({
  name: 'the local cloud',
  known: {},
  async start() {
    const local = localContext();
    for (const table of TABLES) {
      createTable(local, {
        name: table.TableName,
        keySchema: table.KeySchema,
        attributeDefinitions: table.AttributeDefinitions,
        indexes: 'GlobalSecondaryIndexes' in table ? table.GlobalSecondaryIndexes : [],
      });
    }
    const server = serve(local).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    return {
      endpoint: `http://127.0.0.1:${port}`,
      async stop() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
        local.store.close();
      },
    };
  },
});
