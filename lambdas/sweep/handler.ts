import { setTimeout as pause } from 'node:timers/promises';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { Context, ScheduledEvent } from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { Breakers } from '../../adapters/aws/breakers';
import { documentClient } from '../../adapters/aws/clients';
import { DeliverQueue } from '../../adapters/aws/deliver-queue';
import { DueRows } from '../../adapters/aws/due-rows';
import { Events } from '../../adapters/aws/events';
import { Groupings } from '../../adapters/aws/groupings';
import { Jobs } from '../../adapters/aws/jobs';
import { Ledgers } from '../../adapters/aws/ledgers';
import { MonitorQueue } from '../../adapters/aws/monitor-queue';
import { Parked } from '../../adapters/aws/parked';
import { Shelf } from '../../adapters/aws/shelf';
import { StalledRuns } from '../../adapters/aws/stalled-runs';
import { Ticks } from '../../adapters/aws/ticks';
import { LOOK_AHEAD_MS } from '../../core/delivery/wake-up';
import { environment } from '../environment';
import { log } from '../log';
import { evaluateTools } from '../monitor/evaluate-tools';
import { sweepDeliveries } from './due-deliveries';
import { sweepEndpoints } from './endpoints';
import { sweepJobs } from './jobs/sweep-jobs';
import { jobTools } from './jobs/tools';
import { sweepMonitoring } from './monitoring';
import { QueueProgress } from './queue-progress';
import { sendTick, tickLag } from './ticks';

const tables = documentClient();
const subscriptionsTable = environment('subscriptionsTable');
const deliveriesTable = environment('deliveriesTable');
const monitoringTable = environment('monitoringTable');
const sqs = new SQSClient({});
const queue = new DeliverQueue(sqs, environment('deliverQueueUrl'), Math.random);
const monitorQueue = new MonitorQueue(sqs, environment('monitorQueueUrl'));
const bus = new Bus(new EventBridgeClient({}), environment('busName'), Math.random);
const jobs = new Jobs(tables, subscriptionsTable);
const breakers = new Breakers(tables, { subscriptionsTable, outboxTable: deliveriesTable });
const parked = new Parked(tables, deliveriesTable);
const now = Date.now;
const monitoring = evaluateTools({
  ...{ tables, subscriptionsTable, monitoringTable, outboxTable: deliveriesTable },
  ...{ bus, now, random: Math.random },
});
const runs = new StalledRuns(tables, { monitoringTable, outboxTable: deliveriesTable }, monitoring.places);
const ledgers = new Ledgers(tables, monitoringTable);
const groupings = new Groupings(
  tables,
  { monitoringTable, deliveriesTable },
  new Shelf(tables, deliveriesTable, breakers),
);
const events = new Events(tables, environment('eventsTable'), Number(environment('retentionDays')));
const patienceMs = Number(environment('jobPatienceMs'));
const ticks = new Ticks(tables, monitoringTable);
const tools = jobTools({
  ...{ tables, subscriptionsTable, eventsTable: environment('eventsTable'), deliveriesTable },
  ...{ retentionDays: Number(environment('retentionDays')), queue, bus, monitorQueue, monitoring },
  random: Math.random,
});

/**
 * What has to be left of the function's 55 s for each kind of work to begin another page, which takes far less than
 * 10 s. Retries come first, yet leave some time for the others in every run.
 */
const RESERVE_MS = { deliveries: 35_000, monitoring: 20_000, endpoints: 15_000, jobs: 10_000 };

const RUN_EVERY_MS = 60_000;

/** Once a minute: whatever is due within the next one. What does not get done stays due. */
export async function handler(_event: ScheduledEvent, context: Context): Promise<void> {
  const began = Date.now();
  const untilLeft = (ms: number) => (): boolean => context.getRemainingTimeInMillis() > ms;
  const common = { tables, queue, now, run: Math.floor(began / RUN_EVERY_MS) };
  const newestTick = await sendTick({ bus, ticks, now });
  const swept = await sweepDeliveries({
    ...common,
    ...{ deliveriesTable, bus, goOn: untilLeft(RESERVE_MS.deliveries) },
  });
  const evaluated = await sweepMonitoring({
    ...monitoring,
    run: common.run,
    ...{
      subscriptionsTable,
      ledgers,
      groupings,
      events,
      queue,
      runs,
      queueProgress: new QueueProgress({ bus, ticks, now }),
      goOn: untilLeft(RESERVE_MS.monitoring),
    },
  });
  const due = new DueRows(tables, subscriptionsTable, now() + LOOK_AHEAD_MS);
  const unparked = await sweepEndpoints({
    ...common,
    due,
    ...{ subscriptionsTable, breakers, parked, goOn: untilLeft(RESERVE_MS.endpoints) },
  });
  const jobsWorkedOn = await sweepJobs({
    jobs,
    tools,
    due,
    now,
    pause,
    patienceMs,
    run: common.run,
    goOn: untilLeft(RESERVE_MS.jobs),
  });
  const durationMs = Date.now() - began;
  log(
    'sweep',
    { ...swept, evaluated, unparked, jobs: jobsWorkedOn, durationMs },
    { OldestOverdueDelivery: Math.round(swept.overdueMs / 1_000), ...tickLag(newestTick, began) },
  );
}
