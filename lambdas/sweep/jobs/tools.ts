import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bus } from '../../../adapters/aws/bus';
import type { DeliverQueue } from '../../../adapters/aws/deliver-queue';
import { EventReplay } from '../../../adapters/aws/event-replay';
import { Events } from '../../../adapters/aws/events';
import { Letters } from '../../../adapters/aws/letters';
import type { MonitorQueue } from '../../../adapters/aws/monitor-queue';
import { Redeliveries } from '../../../adapters/aws/redeliveries';
import { Subscriptions } from '../../../adapters/aws/subscriptions';
import type { Job, JobPage } from '../../../core/job/job';
import type { GroupTools } from '../groups';

/** What the steps of jobs work with. */
export interface JobTools {
  redeliveries: Redeliveries;
  letters: Letters;
  events: Events;
  eventReplay: EventReplay;
  subscriptions: Subscriptions;
  queue: Pick<DeliverQueue, 'send'>;
  /** What looking at groups of monitors takes. */
  monitoring: GroupTools;
  /** 0 to 1. */
  random: () => number;
}

export function jobTools(parts: {
  tables: DynamoDBDocumentClient;
  subscriptionsTable: string;
  eventsTable: string;
  deliveriesTable: string;
  retentionDays: number;
  queue: Pick<DeliverQueue, 'send'>;
  bus: Pick<Bus, 'publish'>;
  monitorQueue: Pick<MonitorQueue, 'send'>;
  monitoring: GroupTools;
  random: () => number;
}): JobTools {
  const { tables, deliveriesTable, retentionDays, queue, bus, monitoring, random } = parts;
  const events = new Events(tables, parts.eventsTable, retentionDays);
  return {
    redeliveries: new Redeliveries(tables, deliveriesTable, retentionDays),
    letters: new Letters(tables, deliveriesTable),
    events,
    eventReplay: new EventReplay(tables, deliveriesTable, events, bus, parts.monitorQueue),
    subscriptions: new Subscriptions(tables, parts.subscriptionsTable),
    queue,
    monitoring,
    random,
  };
}

/** What a kind of job does. */
export interface JobWork {
  /** What is to be worked on from `cursor` on, at most `limit` things. Counting walks through the same pages. */
  page(job: Job, tools: JobTools, limit: number, nowMs: number): Promise<JobPage>;
  /**
   * Works on a page, after a crash once more: whatever has been done by then is left alone. Answers the deliveries
   * that it has put in line.
   */
  work(job: Job, ids: readonly string[], tools: JobTools, nowMs: number): Promise<string[]>;
}
