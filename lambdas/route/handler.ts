import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { Deliveries } from '../../adapters/aws/deliveries';
import { Events } from '../../adapters/aws/events';
import { readEnvelope } from '../../core/event/read-entry';
import { eachRecord } from '../batch';
import { environment } from '../environment';
import { Candidates } from './candidates';
import { route, type RouteTools } from './router';

const tables = documentClient();
const retentionDays = Number(environment('retentionDays'));
const tools: RouteTools = {
  candidates: new Candidates(tables, environment('subscriptionsTable'), Date.now),
  events: new Events(tables, environment('eventsTable'), retentionDays),
  deliveries: new Deliveries(tables, environment('deliveriesTable'), retentionDays),
  queue: new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random),
  now: Date.now,
};

/** The route queue: events from the bus, as EventBridge's rule puts them there. */
export async function handler(event: SQSEvent): Promise<SQSBatchResponse> {
  const version = oncePerKey((project: string) => tools.candidates.version(project));
  return eachRecord('route', event, ({ body }) => route(tools, readEnvelope(body), version));
}

function oncePerKey<T>(read: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const pending = new Map<string, Promise<T>>();
  return (key) => {
    const known = pending.get(key) ?? read(key);
    pending.set(key, known);
    return known;
  };
}
