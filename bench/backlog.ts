import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, GetCommand } from '@aws-sdk/lib-dynamodb';
import { Breakers } from '../adapters/aws/breakers';
import { breakerKey } from '../adapters/aws/keys';
import { Shelf } from '../adapters/aws/shelf';
import type { Breaker } from '../core/delivery/breaker';
import { deliveryMessage } from '../core/delivery/message';
import { accept } from '../core/event/accept';
import { toEntry } from '../core/event/entry';
import type { EventEntry } from '../core/event/event';
import { readRequest } from '../core/event/read-request';
import { progress } from './progress';
import type { Stack } from './stack';

/** An endpoint whose breaker is open. */
export interface Dead {
  subscription: string;
  type: string;
}

/** Answers the ids of the events that wait afterwards. */
export type Lay = (stack: Stack, dead: Dead, count: number) => Promise<string[]>;

const POSTED_TOGETHER = 500;
const REPORTED_EVERY = 5_000;

/** Posted to the API, routed, and parked by `deliver`. */
export const post: Lay = async (stack, { type }, count) => {
  const ids: string[] = [];
  while (ids.length < count) {
    const size = Math.min(POSTED_TOGETHER, count - ids.length);
    ids.push(
      ...(await stack.post(Array.from({ length: size }, (_, n) => ({ type, data: { n: ids.length + n } })))),
    );
    await stack.cloud.idle();
    report(ids.length, size, 'posted and parked');
  }
  return ids;
};

/** A transaction takes 100 items; one is the condition on the breaker. */
const PARKED_TOGETHER = 99;

/**
 * The rows that `deliver` would write, by the code that it writes them with, from events that were accepted by the code
 * of `ingest`. Missing are the rows of the events themselves, which nobody reads while a delivery carries its body.
 */
export const write: Lay = async (stack, { subscription, type }, count) => {
  const client = new DynamoDBClient({
    endpoint: stack.cloud.endpointUrl,
    region: 'us-east-1',
    credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
  });
  const tables = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const names = {
    subscriptionsTable: stack.cloud.ref('Subscriptions'),
    outboxTable: stack.cloud.ref('Deliveries'),
  };
  const shelf = new Shelf(tables, names.outboxTable, new Breakers(tables, names));
  const read = new GetCommand({ TableName: names.subscriptionsTable, Key: breakerKey(subscription) });
  const breaker = (await tables.send(read)).Item as Breaker;
  const ids: string[] = [];
  while (ids.length < count) {
    const entries = Array.from({ length: Math.min(PARKED_TOGETHER, count - ids.length) }, (_, n) =>
      accepted(stack, type, ids.length + n),
    );
    const found = entries.map((entry) => ({
      message: deliveryMessage(entry, subscription),
      row: undefined,
      z: entry.z,
    }));
    if (!(await shelf.park(found, breaker)))
      throw new Error('The breaker has changed while rows were written');
    ids.push(...entries.map(({ id }) => id));
    report(ids.length, entries.length, 'written');
  }
  client.destroy();
  return ids;
};

function report(done: number, more: number, how: string): void {
  if (Math.floor(done / REPORTED_EVERY) > Math.floor((done - more) / REPORTED_EVERY))
    progress(`${done.toLocaleString('en')} ${how}`);
}

function accepted({ cloud, project }: Stack, type: string, n: number): EventEntry {
  const request = readRequest({ headers: {}, body: JSON.stringify({ type, source: 'bench', data: { n } }) });
  if (!Array.isArray(request) || !request[0]) throw new Error('The event cannot be read');
  const identity = { kind: 'id' as const, id: `backlog-${n}` };
  const event = accept(request[0], { project, receivedAt: cloud.clock.now(), identity }, () => []);
  if (!('body' in event)) throw new Error('The event was not accepted');
  return toEntry(event);
}
