import { Breakers } from '../../../adapters/aws/breakers';
import { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { Events } from '../../../adapters/aws/events';
import { Groupings } from '../../../adapters/aws/groupings';
import { Ledgers } from '../../../adapters/aws/ledgers';
import { Shelf } from '../../../adapters/aws/shelf';
import {
  DeleteCommand,
  PutCommand,
  ScanCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { SQSEvent } from 'aws-lambda';
import { monitorKey, versionKey, watchKey } from '../../../adapters/aws/keys';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import { StalledRuns } from '../../../adapters/aws/stalled-runs';
import { watchedTypes, type Monitor } from '../../../core/monitor/monitor';
import { monitorBatch } from '../../../lambdas/monitor/monitor-batch';
import { evaluateTools } from '../../../lambdas/monitor/evaluate-tools';
import { monitorTools } from '../../../lambdas/monitor/tools';
import { sweepMonitoring } from '../../../lambdas/sweep/monitoring';
import { startLocalAws } from '../../adapters/local-aws';

export const NOON = Date.parse('2026-03-02T12:00:00.000Z');
export const MINUTE = 60_000;

export type World = Awaited<ReturnType<typeof startWorld>>;
type Row = Record<string, unknown> & { pk: string; sk: string };

/** A monitor that counts failed runs of each agent over ten minutes, and is critical at five. */
export function aMonitor(more: Partial<Monitor> = {}): Monitor {
  return {
    ...{ id: 'mon_1', project: 'prj_1', name: 'failures', kind: 'count', enabled: true },
    ...{ eventTypes: ['agent.run.failed'], groupBy: ['source'], window: { slidingSeconds: 600 } },
    ...{ thresholds: [{ atLeast: 5, severity: 'critical' }], minSamples: 1, onNoData: 'keep' },
    ...{ holdSeconds: 0, resolveAfterSeconds: 0, latenessSeconds: 3_600, cooldownSeconds: 900 },
    ...{ labels: {}, actions: [], shard: 0, generation: 1, revision: 1, createdAt: 0, updatedAt: 0 },
    ...more,
  };
}

export interface Given extends Partial<Omit<EventEntry, 'v' | 'z'>> {
  data?: unknown;
}

/** An event as it comes over the bus. */
export function anEvent({ data = {}, ...more }: Given = {}): EventEntry {
  const event = {
    ...{ v: 1 as const, id: 'evt_1', project: 'prj_1', type: 'agent.run.failed', source: 'bot' },
    ...{ subject: 'run_1', time: NOON, receivedAt: more.time ?? NOON, contentHash: 'h' },
    ...more,
  };
  const { id, type, source, subject, time } = event;
  const body = { id, type, source, subject, time: new Date(time).toISOString(), data };
  return { ...event, z: compress(JSON.stringify(body)) };
}

/** The monitor function on local tables, with a clock that tests move. */
export async function startWorld() {
  jest.spyOn(console, 'log').mockImplementation();
  const aws = await startLocalAws();
  const clock = { now: NOON };
  const published: EventEntry[] = [];
  const bus = {
    publish(entries: readonly EventEntry[]): Promise<EventEntry[]> {
      published.push(...entries);
      return Promise.resolve([]);
    },
  };
  const partsOf = (tables: DynamoDBDocumentClient = aws.tables) => ({
    ...{
      tables,
      subscriptionsTable: 'subscriptions',
      monitoringTable: 'monitoring',
      outboxTable: 'deliveries',
    },
    ...{ bus, now: () => clock.now, random: Math.random },
  });
  const tools = (tables?: DynamoDBDocumentClient) => monitorTools(partsOf(tables));
  let warm = tools();

  async function watch(monitor: Monitor): Promise<Monitor> {
    const put = (Item: object) => aws.tables.send(new PutCommand({ TableName: 'subscriptions', Item }));
    await put({ ...monitorKey(monitor.id), ...monitor });
    for (const type of watchedTypes(monitor))
      await put({ ...watchKey(monitor.project, type, monitor.id), monitor: monitor.id });
    await aws.tables.send(
      new UpdateCommand({
        TableName: 'subscriptions',
        Key: versionKey(monitor.project),
        UpdateExpression: 'ADD version :one',
        ExpressionAttributeValues: { ':one': 1 },
      }),
    );
    return monitor;
  }

  /** One batch; answers the ids of the events that come back. */
  async function batch(events: readonly EventEntry[], given = warm): Promise<string[]> {
    const Records = events.map((detail, index) => ({
      messageId: String(index),
      body: JSON.stringify({ detail }),
    }));
    const { batchItemFailures } = await monitorBatch(given, { Records } as unknown as SQSEvent);
    return batchItemFailures.map(({ itemIdentifier }) => events[Number(itemIdentifier)]?.id ?? '');
  }

  async function rows(): Promise<Row[]> {
    const found: Row[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await aws.tables.send(
        new ScanCommand({
          TableName: 'monitoring',
          ConsistentRead: true,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      found.push(...((page.Items ?? []) as Row[]));
      start = page.LastEvaluatedKey;
    } while (start);
    return found;
  }

  return {
    ...{ aws, clock, published, watch, batch, rows, tools, partsOf },
    /** The rows of one sort key of a monitor, e.g. `group`. */
    async rowsOf(monitor: string, sk: string): Promise<Row[]> {
      return (await rows()).filter((row) => row.pk.includes(`#${monitor}#`) && row.sk.startsWith(sk));
    },
    /** One run of the sweep over what is due; `newestTick` is how far the queue has come. */
    sweep(newestTick = clock.now, tables?: DynamoDBDocumentClient, goOn = () => true): Promise<number> {
      const given = evaluateTools(partsOf(tables));
      const queueProgress = { hasPassed: async (_: string, deadline: number) => deadline <= newestTick };
      const subscriptionsTable = 'subscriptions';
      const names = { monitoringTable: 'monitoring', outboxTable: 'deliveries' };
      const runs = new StalledRuns(given.tables, names, given.places);
      const shelf = new Shelf(
        given.tables,
        'deliveries',
        new Breakers(given.tables, { ...names, subscriptionsTable }),
      );
      return sweepMonitoring({
        ...{ ...given, subscriptionsTable, runs, queueProgress, run: 0, goOn },
        ledgers: new Ledgers(given.tables, 'monitoring'),
        groupings: new Groupings(given.tables, { ...names, deliveriesTable: 'deliveries' }, shelf),
        events: new Events(given.tables, 'events', 30),
        queue: new DeliverQueue(aws.clients.sqs, aws.queueUrl, () => 0),
      });
    },
    putRow: (Item: object) => aws.tables.send(new PutCommand({ TableName: 'monitoring', Item })),
    /** As if it had been deleted; what is remembered of its types is not. */
    unwatch: (monitor: string) =>
      aws.tables.send(new DeleteCommand({ TableName: 'subscriptions', Key: monitorKey(monitor) })),
    /** As after a cold start: nothing is remembered. */
    forget: () => void (warm = tools()),
    stop: () => aws.stop(),
  };
}
