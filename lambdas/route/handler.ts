import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue, type Outgoing } from '../../adapters/aws/deliver-queue';
import { Deliveries } from '../../adapters/aws/deliveries';
import { Events } from '../../adapters/aws/events';
import { readEnvelope } from '../../core/event/read-entry';
import { eachRecord } from '../batch';
import { environment } from '../environment';
import { log } from '../log';
import { Candidates } from './candidates';
import { route, type RouteTools } from './router';

const tables = documentClient();
const retentionDays = Number(environment('retentionDays'));
const tools: RouteTools = {
  candidates: new Candidates(tables, environment('subscriptionsTable'), Date.now),
  events: new Events(tables, environment('eventsTable'), retentionDays),
  deliveries: new Deliveries(tables, environment('deliveriesTable'), retentionDays),
  now: Date.now,
};
const queue = new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random);

/**
 * The route queue: events from the bus, as EventBridge's rule puts them there. The messages of a whole batch are sent
 * together; an event of which one was not taken comes back, and uses the list that it was stored with.
 */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const version = oncePerKey((project: string) => tools.candidates.version(project));
  const routed = new Map<string, Outgoing[]>();
  const response = await eachRecord('route', event, async ({ messageId, body }) => {
    routed.set(messageId, await route(tools, readEnvelope(body), version));
  });
  const refused = new Set(await queue.send([...routed.values()].flat()));
  const unsent = [...routed].filter(([, outgoing]) => outgoing.some((one) => refused.has(one)));
  if (refused.size > 0) log('route.unsent', { messages: refused.size, events: unsent.length });
  return {
    batchItemFailures: [
      ...response.batchItemFailures,
      ...unsent.map(([itemIdentifier]) => ({ itemIdentifier })),
    ],
  };
}

function oncePerKey<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const pending = new Map<string, Promise<T>>();
  return (key) => {
    const known = pending.get(key) ?? read(key);
    pending.set(key, known);
    return known;
  };
}
