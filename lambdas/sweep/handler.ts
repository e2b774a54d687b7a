import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { environment } from '../environment';
import { log } from '../log';
import { sweepDeliveries } from './due-deliveries';

const tables = documentClient();
const tools = {
  tables,
  deliveriesTable: environment('deliveriesTable'),
  queue: new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random),
  bus: new Bus(new EventBridgeClient({}), environment('busName'), Math.random),
  now: Date.now,
};

/** What is left when the function is about to be stopped; a page of work takes far less. */
const RESERVE_MS = 10_000;

/** Once a minute: whatever is due within the next one. What does not get done stays due. */
export async function handler(_event: ScheduledEvent, context: Context): Promise<void> {
  const began = Date.now();
  const goOn = (): boolean => context.getRemainingTimeInMillis() > RESERVE_MS;
  const swept = await sweepDeliveries({ ...tools, goOn });
  log('sweep', { ...swept, durationMs: Date.now() - began });
}
