import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { Allowances } from '../../adapters/aws/allowances';
import { Breakers } from '../../adapters/aws/breakers';
import { documentClient } from '../../adapters/aws/clients';
import { DataKeys } from '../../adapters/aws/data-keys';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { Deliveries } from '../../adapters/aws/deliveries';
import { disableSubscription } from '../../adapters/aws/disable-subscription';
import { Events } from '../../adapters/aws/events';
import { Groupings } from '../../adapters/aws/groupings';
import { Ledgers } from '../../adapters/aws/ledgers';
import { Mailer } from '../../adapters/aws/mailer';
import { Paces } from '../../adapters/aws/paces';
import { Pauses } from '../../adapters/aws/pauses';
import { Places } from '../../adapters/aws/places';
import { Shelf } from '../../adapters/aws/shelf';
import { SlowLaneSlots } from '../../adapters/aws/slow-lane-slots';
import { Silences } from '../../adapters/aws/silences';
import { Poster } from '../../adapters/http/poster';
import type { Lane } from '../../core/delivery/pace';
import { environment } from '../environment';
import { INSTALLATION_HEADER, installation } from '../installation';
import { listed } from '../listed';
import { VERSION } from '../version';
import { deliverBatch } from './deliver-batch';
import { EndpointReader } from './endpoint-reader';
import type { DeliverTools } from './tools';

const tables = documentClient();
const sqs = new SQSClient({});
const subscriptionsTable = environment('subscriptionsTable');
const deliveriesTable = environment('deliveriesTable');
const monitoringTable = environment('monitoringTable');
const slowDeliverQueueArn = environment('slowDeliverQueueArn');
const retentionDays = Number(environment('retentionDays'));
const names = { subscriptionsTable, outboxTable: deliveriesTable };
const breakers = new Breakers(tables, names);
const shelf = new Shelf(tables, deliveriesTable, breakers);
const tools: DeliverTools = {
  deliveries: new Deliveries(tables, deliveriesTable, retentionDays),
  shelf,
  groupings: new Groupings(tables, { monitoringTable, deliveriesTable }, shelf),
  places: new Places(tables, subscriptionsTable),
  ledgers: new Ledgers(tables, monitoringTable),
  silences: new Silences(tables, subscriptionsTable),
  allowances: new Allowances(tables, monitoringTable),
  mailRecipientsPerDay: Number(environment('mailRecipientsPerDay')),
  tables,
  monitoringTable,
  retentionDays,
  paces: new Paces(tables, subscriptionsTable),
  slowLaneSlots: new SlowLaneSlots(tables, subscriptionsTable, Number(environment('slowLanePerProject'))),
  pauses: new Pauses(tables, subscriptionsTable),
  breakers,
  events: new Events(tables, environment('eventsTable'), retentionDays),
  endpoints: new EndpointReader(tables, subscriptionsTable, Date.now),
  mailer: new Mailer(environment('mailFrom'), listed(environment('mailTo'))),
  publicUrl: environment('publicUrl').replace(/\/$/, ''),
  dataKeys: new DataKeys(new KMSClient({}), tables, subscriptionsTable, Date.now),
  poster: new Poster(listed(environment('allowedHosts')), {
    headers: { [INSTALLATION_HEADER]: installation() },
  }),
  queues: {
    fast: new DeliverQueue(sqs, environment('deliverQueueUrl'), Math.random),
    slow: new DeliverQueue(sqs, environment('slowDeliverQueueUrl'), Math.random),
  },
  disable: (project, id, reason) =>
    disableSubscription(tables, names, { project, id, reason, now: Date.now(), random: Math.random }),
  version: VERSION,
  now: Date.now,
  random: Math.random,
  wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The deliver queue and the slow one: each message is one attempt of one delivery, and fails alone. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  deliverBatch(tools, event, laneOf(event));

/** A batch is of one queue. */
const laneOf = ({ Records }: SQSEvent): Lane =>
  Records[0]?.eventSourceARN === slowDeliverQueueArn ? 'slow' : 'fast';
