import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { documentClient } from '../../adapters/aws/clients';
import { DataKeys } from '../../adapters/aws/data-keys';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { Deliveries } from '../../adapters/aws/deliveries';
import { disableSubscription } from '../../adapters/aws/disable-subscription';
import { Events } from '../../adapters/aws/events';
import { Poster } from '../../adapters/http/poster';
import { readDeliveryMessage } from '../../core/delivery/message';
import { eachRecord } from '../batch';
import { environment } from '../environment';
import { VERSION } from '../version';
import { deliver, type DeliverTools } from './deliverer';
import { SubscriptionReader } from './subscription-reader';

const tables = documentClient();
const subscriptionsTable = environment('subscriptionsTable');
const deliveriesTable = environment('deliveriesTable');
const retentionDays = Number(environment('retentionDays'));
const tools: DeliverTools = {
  deliveries: new Deliveries(tables, deliveriesTable, retentionDays),
  events: new Events(tables, environment('eventsTable'), retentionDays),
  subscriptions: new SubscriptionReader(tables, subscriptionsTable, Date.now),
  dataKeys: new DataKeys(new KMSClient({}), tables, subscriptionsTable, Date.now),
  poster: new Poster(environment('allowedHosts').split(',').filter(Boolean)),
  queue: new DeliverQueue(new SQSClient({}), environment('deliverQueueUrl'), Math.random),
  disable: (project, id) =>
    disableSubscription(
      tables,
      { subscriptionsTable, outboxTable: deliveriesTable },
      { project, id, now: Date.now(), random: Math.random },
    ),
  version: VERSION,
  now: Date.now,
  random: Math.random,
};

/** The deliver queue: each message is one attempt of one delivery, and fails alone. */
export const handler = (event: SQSEvent): Promise<SQSBatchResponse> =>
  eachRecord('deliver', event, ({ body }) => deliver(tools, readDeliveryMessage(body)));
