import { deliveryListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { DISCARDABLE, RECOVERABLE } from '../../../core/delivery/manual-try';
import type { Job, Step } from '../../../core/job/job';
import { discardAll, requeueAll } from './requeue';
import { STEP_ROWS, type JobTools } from './tools';

/** Queues what a subscription has missed: dead and held deliveries of events accepted in the window. */
export async function recover(job: Job, tools: JobTools, nowMs: number): Promise<Step> {
  const { rows, next } = await page(job, tools, nowMs, (row) => RECOVERABLE.includes(row.state) && !row.test);
  return { done: await requeueAll(tools, rows, nowMs), next };
}

/** Ends the open deliveries of a deleted subscription. Those being attempted end by themselves: `deliver` looks first. */
export async function discardSubscription(job: Job, tools: JobTools, nowMs: number): Promise<Step> {
  const { rows, next } = await page(job, tools, nowMs, (row) => DISCARDABLE.includes(row.state));
  return { done: await discardAll(tools, rows, 'subscription_deleted'), next };
}

function page(
  { input, cursor }: Job,
  { redeliveries }: JobTools,
  nowMs: number,
  where: (row: DeliveryRow) => boolean,
) {
  const { subscription = '', since, until } = input;
  const query = {
    listKeys: deliveryListKeys(subscription),
    after: cursor,
    since,
    until,
    limit: STEP_ROWS,
    ascending: true,
  };
  return listPage<DeliveryRow>(redeliveries.tables, redeliveries.table, { ...query, where }, nowMs);
}
