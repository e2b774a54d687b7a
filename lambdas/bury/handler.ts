import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Burials } from '../../adapters/aws/burials';
import { documentClient } from '../../adapters/aws/clients';
import { Deliveries } from '../../adapters/aws/deliveries';
import { Events } from '../../adapters/aws/events';
import { eachRecord } from '../batch';
import { environment } from '../environment';
import { bury, type BuryTools } from './burier';

const tables = documentClient();
const retentionDays = Number(environment('retentionDays'));
const events = new Events(tables, environment('eventsTable'), retentionDays);
const deliveries = new Deliveries(tables, environment('deliveriesTable'), retentionDays);
const tools: BuryTools = {
  burials: new Burials(tables, events, deliveries),
  events,
  deliveries,
  queues: {
    route: environment('routeQueueArn'),
    deliver: [environment('deliverQueueArn'), environment('slowDeliverQueueArn')],
    monitor: environment('monitorQueueArn'),
  },
  now: Date.now,
};

/** The dead queue, behind every queue, rule target and schedule. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachRecord('bury', event, (record, note) => bury(tools, record, note));
