import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ulid } from 'ulid';
import type { AccessKeys } from '../../adapters/aws/access-keys';
import type { Allowances } from '../../adapters/aws/allowances';
import type { Breakers } from '../../adapters/aws/breakers';
import type { Changes } from '../../adapters/aws/changes';
import type { DeliverQueue } from '../../adapters/aws/deliver-queue';
import type { EventReplay } from '../../adapters/aws/event-replay';
import type { Events } from '../../adapters/aws/events';
import type { EventTypes } from '../../adapters/aws/event-types';
import type { Idempotency } from '../../adapters/aws/idempotency';
import type { Jobs } from '../../adapters/aws/jobs';
import type { Ledgers } from '../../adapters/aws/ledgers';
import type { Letters } from '../../adapters/aws/letters';
import type { Monitors } from '../../adapters/aws/monitors';
import type { Prices } from '../../adapters/aws/prices';
import type { Projects } from '../../adapters/aws/projects';
import type { Redeliveries } from '../../adapters/aws/redeliveries';
import type { Silences } from '../../adapters/aws/silences';
import type { Subscriptions } from '../../adapters/aws/subscriptions';
import type { Usage } from '../../adapters/aws/usage';
import type { evaluateTools } from '../monitor/evaluate-tools';

/** What the handlers of all resources work with; made once per process. */
export interface Admin {
  tables: DynamoDBDocumentClient;
  projects: Projects;
  prices: Prices;
  keys: AccessKeys;
  subscriptions: Subscriptions;
  events: Events;
  eventTypes: EventTypes;
  monitors: Monitors;
  ledgers: Pick<Ledgers, 'of' | 'get'>;
  silences: Silences;
  allowances: Pick<Allowances, 'take'>;
  redeliveries: Redeliveries;
  letters: Letters;
  breakers: Pick<Breakers, 'change'>;
  eventReplay: EventReplay;
  jobs: Jobs;
  usage: Usage;
  changes: Changes;
  idempotency: Idempotency;
  subscriptionsTable: string;
  eventsTable: string;
  monitoringTable: string;
  /** What changing alerts and agents takes. */
  monitoring: ReturnType<typeof evaluateTools>;
  /** Of events and their deliveries, after acceptance. */
  retentionDays: number;
  queue: Pick<DeliverQueue, 'send'>;
  dataKeys: {
    get(project: string): Promise<Buffer>;
    create(project: string, keyArn: string): Promise<string>;
  };
  encryptionKeyArn: string;
  /** Hosts that destinations may have although they are not public. */
  /** The address that e-mail is sent from; empty where there is none. */
  mailFrom: string;
  /** Domains that e-mail may go to; empty for all. */
  mailTo: string[];
  allowedHosts: string[];
  /** Addresses of a host name; empty if it does not resolve. */
  resolve(host: string): Promise<string[]>;
  /** Epoch ms. */
  now(): number;
  wait(ms: number): Promise<unknown>;
  /** Cryptographic randomness: bytes, and a number 0 to 1. */
  random(bytes: number): Buffer;
  chance(): number;
  version: string;
}

/** `prefix_` and a ULID: sortable by time. */
export const newId = (admin: Pick<Admin, 'chance'>, prefix: string, nowMs: number): string =>
  `${prefix}_${ulid(nowMs, admin.chance)}`;
