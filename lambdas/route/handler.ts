import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { Deliveries } from '../../adapters/aws/deliveries';
import { Events } from '../../adapters/aws/events';
import { environment } from '../environment';
import { Candidates } from './candidates';
import { routeBatch, type RouteBatchTools } from './route-batch';

const tables = documentClient();
const retentionDays = Number(environment('retentionDays'));
const tools: RouteBatchTools = {
  candidates: new Candidates(tables, environment('subscriptionsTable'), Date.now),
  events: new Events(tables, environment('eventsTable'), retentionDays),
  deliveries: new Deliveries(tables, environment('deliveriesTable'), retentionDays),
  queue: new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random),
  now: Date.now,
};

/** The route queue: events from the bus, as EventBridge's rule puts them there. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => routeBatch(tools, event);
