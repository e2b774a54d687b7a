import { once } from 'node:events';
import { Clock } from '../../local/clock';
import type { LocalContext } from '../../local/context';
import { createTable } from '../../local/dynamodb/create-table';
import { dynamodb } from '../../local/dynamodb/service';
import { startEndpoint } from '../../local/endpoint';
import { ORDINARY_DAY } from '../../local/faults';
import { Functions } from '../../local/lambda/functions';
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
    const functions = new Functions({});
    const { url, server } = await startEndpoint(Promise.resolve({ local, services: [dynamodb], functions }));
    return {
      endpoint: url,
      async stop() {
        server.closeAllConnections();
        server.close();
        await once(server, 'close');
        local.store.close();
      },
    };
  },
});
