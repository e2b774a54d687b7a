import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { EventReplay } from '../../adapters/aws/event-replay';
import { Jobs } from '../../adapters/aws/jobs';
import { Letters } from '../../adapters/aws/letters';
import { Redeliveries } from '../../adapters/aws/redeliveries';
import { environment } from '../environment';
import { log } from '../log';
import { sweepDeliveries } from './due-deliveries';
import { sweepJobs } from './jobs/sweep-jobs';
import type { JobTools } from './jobs/tools';

const tables = documentClient();
const deliveriesTable = environment('deliveriesTable');
const queue = new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random);
const bus = new Bus(new EventBridgeClient({}), environment('busName'), Math.random);
const jobs = new Jobs(tables, environment('subscriptionsTable'));
const tools: JobTools = {
  redeliveries: new Redeliveries(tables, deliveriesTable, Number(environment('retentionDays'))),
  letters: new Letters(tables, deliveriesTable),
  eventReplay: new EventReplay(tables, { eventsTable: environment('eventsTable'), deliveriesTable }, bus),
  queue,
  random: Math.random,
};

/** What is left when the function is about to be stopped; a page of work takes far less. */
const RESERVE_MS = 10_000;

/** Once a minute: whatever is due within the next one. What does not get done stays due. */
export async function handler(_event: ScheduledEvent, context: Context): Promise<void> {
  const began = Date.now();
  const goOn = (): boolean => context.getRemainingTimeInMillis() > RESERVE_MS;
  const now = Date.now;
  const swept = await sweepDeliveries({ tables, deliveriesTable, queue, bus, now, goOn });
  const jobsWorkedOn = await sweepJobs({ jobs, tools, now, goOn });
  log('sweep', { ...swept, jobs: jobsWorkedOn, durationMs: Date.now() - began });
}
