import { randomBytes, randomInt } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KMSClient } from '@aws-sdk/client-kms';
import { SQSClient } from '@aws-sdk/client-sqs';
import { AccessKeys } from '../../adapters/aws/access-keys';
import { Allowances } from '../../adapters/aws/allowances';
import { Breakers } from '../../adapters/aws/breakers';
import { Changes } from '../../adapters/aws/changes';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { DataKeys } from '../../adapters/aws/data-keys';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { EventReplay } from '../../adapters/aws/event-replay';
import { Events } from '../../adapters/aws/events';
import { EventTypes } from '../../adapters/aws/event-types';
import { Idempotency } from '../../adapters/aws/idempotency';
import { Jobs } from '../../adapters/aws/jobs';
import { Ledgers } from '../../adapters/aws/ledgers';
import { Letters } from '../../adapters/aws/letters';
import { KeyRates } from '../../adapters/aws/key-rates';
import { MonitorQueue } from '../../adapters/aws/monitor-queue';
import { Monitors } from '../../adapters/aws/monitors';
import { Prices } from '../../adapters/aws/prices';
import { Projects } from '../../adapters/aws/projects';
import { Redeliveries } from '../../adapters/aws/redeliveries';
import { Silences } from '../../adapters/aws/silences';
import { Subscriptions } from '../../adapters/aws/subscriptions';
import { Usage } from '../../adapters/aws/usage';
import { environment } from '../environment';
import { listed } from '../listed';
import { keyThrottle, rateLimits } from '../key-throttle';
import { evaluateTools } from '../monitor/evaluate-tools';
import { VERSION } from '../version';
import type { Admin } from './admin';
import { application } from './application';
import { logged } from './logged';
import { resolve } from './resolve';

const tables = documentClient();
const table = environment('subscriptionsTable');
const eventsTable = environment('eventsTable');
const deliveriesTable = environment('deliveriesTable');
const monitoringTable = environment('monitoringTable');
const now = (): number => Date.now();
const chance = (): number => randomInt(2 ** 32) / 2 ** 32;
const retentionDays = Number(environment('retentionDays'));
const events = new Events(tables, eventsTable, retentionDays);
const bus = new Bus(new EventBridgeClient({}), environment('busName'), chance);
const sqs = new SQSClient({});
const monitorQueue = new MonitorQueue(sqs, environment('monitorQueueUrl'));

const admin: Admin = {
  tables,
  projects: new Projects(tables, table),
  prices: new Prices(tables, table),
  keys: new AccessKeys(tables, table),
  subscriptions: new Subscriptions(tables, table),
  events,
  eventTypes: new EventTypes(tables, table),
  monitors: new Monitors(tables, table),
  ledgers: new Ledgers(tables, monitoringTable),
  silences: new Silences(tables, table),
  allowances: new Allowances(tables, monitoringTable),
  redeliveries: new Redeliveries(tables, deliveriesTable, retentionDays),
  letters: new Letters(tables, deliveriesTable),
  breakers: new Breakers(tables, { subscriptionsTable: table, outboxTable: deliveriesTable }),
  eventReplay: new EventReplay(tables, deliveriesTable, events, bus, monitorQueue),
  jobs: new Jobs(tables, table),
  usage: new Usage(table),
  changes: new Changes(tables, table, chance),
  idempotency: new Idempotency(tables, table),
  subscriptionsTable: table,
  eventsTable,
  monitoringTable,
  monitoring: evaluateTools({
    ...{ tables, subscriptionsTable: table, monitoringTable, outboxTable: deliveriesTable },
    ...{ bus, now, random: chance },
  }),
  retentionDays,
  queue: new DeliverQueue(sqs, environment('deliverQueueUrl'), chance),
  dataKeys: new DataKeys(new KMSClient({}), tables, table, now),
  encryptionKeyArn: environment('encryptionKeyArn'),
  mailFrom: environment('mailFrom'),
  mailTo: listed(environment('mailTo')),
  allowedHosts: listed(environment('allowedHosts')),
  resolve,
  now,
  wait: (ms) => new Promise((resume) => setTimeout(resume, ms)),
  random: randomBytes,
  chance,
  version: VERSION,
};

/** `ANY /v1/{proxy+}`, the public routes and links. */
export const handler = logged({
  app: application(admin),
  throttle: keyThrottle(new KeyRates(tables, monitoringTable, rateLimits())),
  now,
});
