import { deliveryKey, deliveryListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRows } from '../../../adapters/aws/read';
import type { DeliveryRow, DeliveryState } from '../../../core/delivery/delivery';
import { chainOf, DISCARDABLE, RECOVERABLE } from '../../../core/delivery/manual-try';
import type { Job, JobPage } from '../../../core/job/job';
import { discardAll, requeueAll } from './requeue';
import type { JobTools, JobWork } from './tools';

type Listed = Pick<DeliveryRow, 'id' | 'state' | 'test' | 'notice'>;

/** What died with its notice comes back with it. */
const isRecoverable = ({ state, test, notice }: Listed): boolean =>
  RECOVERABLE.includes(state) && !test && notice === undefined;

/** Queues what a subscription has missed: dead, held and parked deliveries of events accepted in the window. */
export const recover: JobWork = {
  page: (job, tools, limit, nowMs) => page(job, tools, limit, nowMs, isRecoverable),
  async work(_job, ids, tools, nowMs) {
    const rows = await rowsOf(ids, tools, nowMs);
    return requeueAll(tools, rows.filter(isRecoverable), chainOf, nowMs);
  },
};

/** Ends the open deliveries of a deleted subscription. Those being attempted end by themselves: `deliver` looks first. */
export const discardSubscription: JobWork = {
  page: (job, tools, limit, nowMs) => page(job, tools, limit, nowMs, ({ state }) => isIn(DISCARDABLE, state)),
  async work(_job, ids, tools, nowMs) {
    const rows = await rowsOf(ids, tools, nowMs);
    const open = rows.filter(({ state }) => isIn(DISCARDABLE, state));
    await discardAll(tools, open, 'subscription_deleted', nowMs);
    return [];
  },
};

const isIn = (states: readonly DeliveryState[], state: DeliveryState): boolean => states.includes(state);

async function page(
  { input, cursor }: Job,
  { redeliveries }: JobTools,
  limit: number,
  nowMs: number,
  where: (row: Listed) => boolean,
): Promise<JobPage> {
  const { subscription = '', since, until } = input;
  const query = {
    listKeys: deliveryListKeys(subscription),
    ...{ after: cursor, since, until, limit, ascending: true, where },
    attributes: ['id', 'state', 'test', 'notice'],
  };
  const { rows, next } = await listPage<Listed>(redeliveries.tables, redeliveries.table, query, nowMs);
  return { ids: rows.map(({ id }) => id), next };
}

const rowsOf = (ids: readonly string[], { redeliveries }: JobTools, nowMs: number): Promise<DeliveryRow[]> =>
  getRows<DeliveryRow>(redeliveries.tables, redeliveries.table, ids.map(deliveryKey), nowMs);
