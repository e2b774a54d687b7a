import { randomBytes } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { Allowances } from '../../../adapters/aws/allowances';
import { DataKeys } from '../../../adapters/aws/data-keys';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { Deliveries } from '../../../adapters/aws/deliveries';
import { disableSubscription } from '../../../adapters/aws/disable-subscription';
import { Events } from '../../../adapters/aws/events';
import { Breakers } from '../../../adapters/aws/breakers';
import { Groupings } from '../../../adapters/aws/groupings';
import { Ledgers } from '../../../adapters/aws/ledgers';
import { SlowLaneSlots } from '../../../adapters/aws/slow-lane-slots';
import { Silences } from '../../../adapters/aws/silences';
import { Mailer } from '../../../adapters/aws/mailer';
import { Paces } from '../../../adapters/aws/paces';
import { Pauses } from '../../../adapters/aws/pauses';
import { Places } from '../../../adapters/aws/places';
import { Shelf } from '../../../adapters/aws/shelf';
import { dataKeyKey, paceKey, subscriptionKey } from '../../../adapters/aws/keys';
import { Poster } from '../../../adapters/http/poster';
import { newSecret } from '../../../core/delivery/signature/signing-secret';
import { seal, secretContext } from '../../../core/seal';
import type { Subscription } from '../../../core/subscription/subscription';
import type { DeliverTools } from '../../../lambdas/deliver/tools';
import type { Invocation } from '../../../lambdas/deliver/carry-out';
import { EndpointReader } from '../../../lambdas/deliver/endpoint-reader';
import { SlowLaneShare } from '../../../lambdas/deliver/slow-lane-share';
import { startLocalAws } from '../../adapters/local-aws';

export const PROJECT = 'prj_1';

export type World = Awaited<ReturnType<typeof startWorld>>;

/** What `deliver` works with, on the local cloud, with a clock that tests move and no jitter. */
export async function startWorld() {
  const aws = await startLocalAws();
  const clock = { now: Date.now() };
  const now = (): number => clock.now;
  const dataKeys = new DataKeys(aws.clients.kms, aws.tables, 'subscriptions', now);
  const ciphertext = await dataKeys.create(PROJECT, aws.keyArn);
  await aws.tables.send(
    new PutCommand({ TableName: 'subscriptions', Item: { ...dataKeyKey(PROJECT), ciphertext } }),
  );
  const tables = { subscriptionsTable: 'subscriptions', outboxTable: 'deliveries' };
  const breakers = new Breakers(aws.tables, tables);
  const queue = (url: string): DeliverQueue => new DeliverQueue(aws.clients.sqs, url, () => 0);
  const tools: DeliverTools = {
    deliveries: new Deliveries(aws.tables, 'deliveries', 30),
    shelf: new Shelf(aws.tables, 'deliveries', breakers),
    places: new Places(aws.tables, 'subscriptions'),
    groupings: new Groupings(
      aws.tables,
      { monitoringTable: 'monitoring', deliveriesTable: 'deliveries' },
      new Shelf(aws.tables, 'deliveries', breakers),
    ),
    ledgers: new Ledgers(aws.tables, 'monitoring'),
    silences: new Silences(aws.tables, 'subscriptions'),
    allowances: new Allowances(aws.tables, 'monitoring'),
    mailRecipientsPerDay: 1_000,
    tables: aws.tables,
    monitoringTable: 'monitoring',
    retentionDays: 30,
    paces: new Paces(aws.tables, 'subscriptions'),
    slowLaneSlots: new SlowLaneSlots(aws.tables, 'subscriptions', 1),
    pauses: new Pauses(aws.tables, 'subscriptions'),
    breakers,
    events: new Events(aws.tables, 'events', 30),
    endpoints: new EndpointReader(aws.tables, 'subscriptions', now),
    dataKeys,
    mailer: new Mailer(''),
    publicUrl: 'https://api.example.com',
    poster: new Poster(['127.0.0.1']),
    queues: { fast: queue(aws.queueUrl), slow: queue(aws.slowQueueUrl) },
    disable: (project, id, reason) =>
      disableSubscription(aws.tables, tables, { project, id, reason, now: now(), random: () => 0 }),
    version: '1.2.3',
    now,
    random: () => 0.5,
    // A wait takes the time that it asks for, and none of the test's.
    wait: async (ms) => void (clock.now += ms),
  };

  const sealFor = async (id: string, text: string): Promise<string> =>
    seal(await dataKeys.get(PROJECT), text, secretContext(PROJECT, id), randomBytes(12));

  /** Stores a subscription whose endpoint has answered before, with one live secret, which it answers. */
  async function subscribe(id: string, url: string, more: Partial<Subscription> = {}): Promise<string> {
    const secret = newSecret(randomBytes(32));
    const sealed = await sealFor(id, secret);
    const subscription: Subscription = {
      ...{ id, project: PROJECT, name: id, eventTypes: ['a'], status: 'enabled', revision: 1 },
      destination: { kind: 'webhook', url },
      signature: { scheme: 'standard' },
      secrets: [{ sealed, createdAt: clock.now }],
      ...{ createdAt: clock.now, updatedAt: clock.now },
      ...more,
    };
    await aws.tables.send(
      new PutCommand({ TableName: 'subscriptions', Item: { ...subscriptionKey(id), ...subscription } }),
    );
    await aws.tables.send(
      new PutCommand({ TableName: 'subscriptions', Item: { ...paceKey(id), provenAt: clock.now } }),
    );
    return secret;
  }

  return { aws, clock, tools, subscribe, sealFor };
}

/** One run of the function. */
export const invocationOf = ({ tools }: Pick<World, 'tools'>): Invocation => ({
  tools,
  share: new SlowLaneShare(tools),
});
