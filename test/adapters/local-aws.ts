import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { documentClient } from '../../adapters/aws/clients';
import type { LocalContext } from '../../local/context';
import { createTable } from '../../local/dynamodb/create-table';
import { dynamodb } from '../../local/dynamodb/service';
import { eventbridge } from '../../local/eventbridge/service';
import { ORDINARY_DAY } from '../../local/faults';
import { kmsKey } from '../../local/kms/key-resource';
import { kms } from '../../local/kms/service';
import { deleteMessages } from '../../local/sqs/delete';
import { queueUrl } from '../../local/sqs/queue';
import { receiveMessages } from '../../local/sqs/receive';
import { sqs } from '../../local/sqs/service';
import { declaredQueue, NOW } from '../local/sqs/declared-queue';
import { Endpoint } from '../local/sqs/endpoint';
import { localContext } from '../local/sqs/local-context';

export type LocalAws = Awaited<ReturnType<typeof startLocalAws>>;

/**
 * Our tables, a deliver queue, the default bus and a key, reached through the real SDK. Reads of indexes do not lag, and
 * nothing is handed out twice, unless a test wants it.
 */
export async function startLocalAws() {
  const local = localContext({
    faults: { ...ORDINARY_DAY, readLagMs: 0, duplicateProbability: 0, reorder: false },
  });
  for (const name of ['subscriptions', 'events', 'deliveries', 'monitoring'])
    createTable(local, declaration(name));
  const endpoint = await Endpoint.start([dynamodb, sqs, eventbridge, kms], local);
  const queue = declaredQueue(local, 'deliver');
  const slow = declaredQueue(local, 'slow-deliver');
  const monitor = declaredQueue(local, 'monitor');
  const key = kmsKey.make({ logicalId: 'Key', physicalName: 'key', properties: {} }, local);
  const connection = {
    endpoint: endpoint.url,
    region: local.region,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    maxAttempts: 1,
  };
  const clients = {
    dynamodb: new DynamoDBClient(connection),
    sqs: new SQSClient(connection),
    bus: new EventBridgeClient(connection),
    kms: new KMSClient(connection),
  };
  return {
    local,
    clients,
    tables: documentClient(clients.dynamodb),
    queueUrl: queueUrl(local, 'deliver'),
    slowQueueUrl: queueUrl(local, 'slow-deliver'),
    monitorQueueUrl: queueUrl(local, 'monitor'),
    keyArn: key.attributes['Arn'] ?? '',
    received: () => received(local, queue),
    receivedSlow: () => received(local, slow),
    receivedMonitor: () => received(local, monitor),
    async stop() {
      for (const client of Object.values(clients)) client.destroy();
      await endpoint.stop();
      local.store.close();
    },
  };
}

/** The bodies of all messages that the queue hands out now, parsed; they are deleted. */
async function received(local: LocalContext, queue: string): Promise<Record<string, unknown>[]> {
  const bodies: Record<string, unknown>[] = [];
  for (;;) {
    const messages = await receiveMessages(local, queue, NOW);
    if (messages.length === 0) return bodies;
    deleteMessages(
      local,
      queue,
      messages.map(({ receiptHandle }) => receiptHandle),
    );
    bodies.push(...messages.map(({ body }) => JSON.parse(body) as Record<string, unknown>));
  }
}

const pair = (hash: string, range: string) => [
  { AttributeName: hash, KeyType: 'HASH' as const },
  { AttributeName: range, KeyType: 'RANGE' as const },
];

const include = (...NonKeyAttributes: string[]) => ({ ProjectionType: 'INCLUDE' as const, NonKeyAttributes });

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
      Projection: include('id', 'project', 'attempt', 'nextAt', 'state'),
    },
    { IndexName: 'list', KeySchema: pair('listKey', 'listSort'), Projection: include('id', 'state') },
  ],
});
