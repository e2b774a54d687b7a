import { randomBytes } from 'node:crypto';
import { ScanCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { alertKey, ledgerKey } from '../../../adapters/aws/keys';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { attemptMessage, deliveryMessage, type DeliveryMessage } from '../../../core/delivery/message';
import { compress } from '../../../core/event/entry';
import type { Ledger } from '../../../core/notice/ledger';
import { testAlert } from '../../../core/notice/test-alert';
import { seal, secretContext } from '../../../core/seal';
import { deliverToEndpoint } from '../../../lambdas/deliver/deliver-to-endpoint';
import { Receiver } from '../../journeys/receiver';
import { slackAnswer } from '../../stand-ins/slack';
import { invocationOf, startWorld, type World } from './world';

/** What came of a storm: messages that Slack took, and how many alerts each way of being told has. */
export interface Storm {
  messages: number;
  /** Alerts that the messages show or count. */
  told: number;
  /** By the state of their deliveries. */
  states: Record<string, number>;
  /** By what the ledgers say of their beginning. */
  firing: Record<string, number>;
}

const SUBSCRIPTION = 'sub_storm';
const PROJECT = 'prj_1';
const MINUTE_MS = 60_000;
/** A batch of the deliver queue. */
const BATCH = 10;
const AT_ONCE = 8;

/** `count` alerts of 50 monitors within a minute, every tenth resolved at once, and the quarter of an hour after it. */
export async function storm(count: number): Promise<Storm> {
  const world = await startWorld();
  const slack = await Receiver.start((request) => slackAnswer(request));
  try {
    await subscribe(world, `${slack.url}/services/T0/B0/storm`);
    const messages = await alerts(world, count);
    await each(messages, (some) => deliverToEndpoint(invocationOf(world), some, 'fast'));
    for (let minute = 0; minute < 20; minute++) {
      world.clock.now += MINUTE_MS;
      await each(await due(world), (some) => deliverToEndpoint(invocationOf(world), some, 'fast'));
    }
    return await result(world, slack, count);
  } finally {
    await slack.stop();
    await world.aws.stop();
  }
}

async function subscribe({ tools, subscribe: make }: World, url: string): Promise<void> {
  const key = await tools.dataKeys.get(PROJECT);
  const credential = seal(key, url, secretContext(PROJECT, SUBSCRIPTION), randomBytes(12));
  const eventTypes = ['alert.*'];
  await make(SUBSCRIPTION, '', {
    ...{
      destination: { kind: 'slack' },
      credential,
      eventTypes,
      secrets: [],
      rateLimit: { perSecond: 1_000 },
    },
  });
}

const idOf = (n: number): string => `alt_${String(n).padStart(26, '0')}`;

async function alerts({ aws, clock }: World, count: number): Promise<DeliveryMessage[]> {
  const all = Array.from({ length: count }, (_, n) => ({
    ...testAlert('alert.firing', clock.now),
    ...{ id: idOf(n), test: undefined, monitor: { id: `mon_${n % 50}`, name: `monitor ${n % 50}` } },
    group: { tenant: `t${n}` },
  }));
  for (let at = 0; at < count; at += 100) {
    const rows = all.slice(at, at + 100).map((alert, index) => ({
      ...{ ...alert, project: PROJECT, status: (at + index) % 10 === 9 ? 'resolved' : 'firing' },
      ...alertKey(alert.id),
    }));
    const puts = rows.map((Item) => ({ Put: { TableName: 'monitoring', Item } }));
    await aws.tables.send(new TransactWriteCommand({ TransactItems: puts }));
  }
  const time = new Date(clock.now).toISOString();
  return all.map((data, n) => {
    const event = { id: `evt_${n}`, type: 'alert.firing', source: 'tocsin', time, data };
    const z = compress(JSON.stringify(event));
    return deliveryMessage({ project: PROJECT, ...event, receivedAt: clock.now, z }, SUBSCRIPTION);
  });
}

/** What the delayed messages and the sweep would bring by now. */
async function due({ aws, clock }: World): Promise<DeliveryMessage[]> {
  const rows = await scanned<DeliveryRow>(aws.tables, 'deliveries');
  return rows
    .filter(({ state, nextAt = Infinity }) => state === 'waiting' && nextAt <= clock.now)
    .map((row) => attemptMessage(row, row.z));
}

async function each<T>(items: readonly T[], work: (some: T[]) => Promise<unknown>): Promise<void> {
  const waiting = [...items];
  const worker = async (): Promise<void> => {
    for (let some = waiting.splice(0, BATCH); some.length > 0; some = waiting.splice(0, BATCH))
      await work(some);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
}

async function scanned<T>(tables: World['aws']['tables'], TableName: string): Promise<T[]> {
  const found: T[] = [];
  let start: Record<string, unknown> | undefined;
  do {
    const page = await tables.send(
      new ScanCommand({ TableName, ConsistentRead: true, ...(start && { ExclusiveStartKey: start }) }),
    );
    found.push(...((page.Items ?? []) as T[]));
    start = page.LastEvaluatedKey;
  } while (start);
  return found;
}

async function result({ aws }: World, slack: Receiver, count: number): Promise<Storm> {
  const rows = new Map((await scanned<DeliveryRow>(aws.tables, 'deliveries')).map((row) => [row.id, row]));
  const kept = await scanned<Ledger & { pk: string; sk: string }>(aws.tables, 'monitoring');
  const ledgers = new Map(kept.map((row) => [`${row.pk} ${row.sk}`, row]));
  const numbers = Array.from({ length: count }, (_, n) => n);
  const key = (n: number): string => {
    const { pk, sk } = ledgerKey(idOf(n), SUBSCRIPTION);
    return `${pk} ${sk}`;
  };
  return {
    messages: slack.requests.length,
    told: slack.requests.reduce((sum, { body }) => sum + toldBy(JSON.parse(body) as Told), 0),
    states: counted(numbers.map((n) => rows.get(deliveryId(PROJECT, `evt_${n}`, SUBSCRIPTION))?.state)),
    firing: counted(numbers.map((n) => ledgers.get(key(n))?.firing)),
  };
}

interface Told {
  blocks: { type: string; elements?: { text?: unknown }[] }[];
}

/** Each alert that is shown has a header, and those that are not are counted. */
function toldBy({ blocks }: Told): number {
  const more = /and (\d+) more/.exec(JSON.stringify(blocks))?.[1] ?? '0';
  return blocks.filter(({ type }) => type === 'header').length + Number(more);
}

function counted(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? 'none'] = (counts[value ?? 'none'] ?? 0) + 1;
  return counts;
}
