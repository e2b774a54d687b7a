import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CreateTableCommand, DeleteTableCommand, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import dynalite from 'dynalite';
import { DYNALITE_DIVERGENCES } from './dynamodb-cases/dynalite-divergences';
import { MINISTACK_DIVERGENCES } from './dynamodb-cases/ministack-divergences';
import { TABLES } from './dynamodb-cases/tables';
import { contractClient, describeDynamodb } from './dynamodb.contract';

async function createTables(endpoint: string): Promise<void> {
  const client = contractClient(endpoint);
  for (const table of TABLES) {
    await client.send(new DeleteTableCommand({ TableName: table.TableName })).catch(() => undefined);
    await client.send(new CreateTableCommand(table));
    await waitUntilTableExists(
      { client, maxWaitTime: 10, minDelay: 1, maxDelay: 1 },
      { TableName: table.TableName },
    );
  }
  client.destroy();
}

describeDynamodb({
  name: 'dynalite',
  known: DYNALITE_DIVERGENCES,
  async start() {
    const server: Server = dynalite({ createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    await createTables(endpoint);
    return {
      endpoint,
      async stop() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
      },
    };
  },
});

const ministack = process.env['TOCSIN_MINISTACK_URL'];
if (ministack !== undefined) {
  describeDynamodb({
    name: 'MiniStack',
    known: MINISTACK_DIVERGENCES,
    async start() {
      await createTables(ministack);
      return { endpoint: ministack, stop: () => Promise.resolve() };
    },
  });
}
