import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { environment } from '../environment';
import { monitorBatch } from './monitor-batch';
import { monitorTools } from './tools';

const tools = monitorTools({
  tables: documentClient(),
  subscriptionsTable: environment('subscriptionsTable'),
  monitoringTable: environment('monitoringTable'),
  outboxTable: environment('deliveriesTable'),
  bus: new Bus(new EventBridgeClient({}), environment('busName'), Math.random),
  now: Date.now,
  random: Math.random,
});

/** The monitor queue: every event of the bus, and the ticks that tell how far it has come. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> => monitorBatch(tools, event);
