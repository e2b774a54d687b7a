import type { EventRow, Events } from '../../../adapters/aws/events';
import { deliveryKey, eventKey, eventListKeys } from '../../../adapters/aws/keys';
import { listPage } from '../../../adapters/aws/list';
import { getRows } from '../../../adapters/aws/read';
import { matchRows } from '../../../core/configuration/match-rows';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { deliveryId } from '../../../core/delivery/delivery-id';
import { deliveryMessage } from '../../../core/delivery/message';
import { viewOf } from '../../../core/event/read-entry';
import { buildIndex, matching } from '../../../core/subscription/match-index';
import type { Subscription } from '../../../core/subscription/subscription';
import type { Job } from '../../../core/job/job';
import { requeueAll } from './requeue';
import type { JobTools, JobWork } from './tools';

const EVENTS = 100;

/**
 * Sends a subscription the stored events of a window that match it: those that it was never sent, and with
 * `includeDelivered` also those that it has had, once more and without a chain of retries.
 */
export const replay: JobWork = {
  async page({ project, input, cursor }, tools, limit, nowMs) {
    const subscription = await subscriptionOf(project, input.subscription, tools, nowMs);
    const query = {
      listKeys: eventListKeys(project),
      ...{ after: cursor, since: input.since, until: input.until, ascending: true },
      // Whole rows are held in memory.
      limit: Math.min(limit, EVENTS),
      where: matcher(subscription),
    };
    const { tables, table } = tools.events;
    const { rows, next } = await listPage<EventRow>(tables, table, query, nowMs);
    const known = await deliveriesOf(rows, subscription.id, tools, nowMs);
    const ids = rows.flatMap(({ id }) => (isWanted(known.get(id), input) ? [id] : []));
    return { ids, next };
  },

  // A page that has begun is finished even if the subscription is deleted meanwhile: `deliver` discards what comes.
  async work({ project, input: { subscription = '', includeDelivered } }, ids, tools, nowMs) {
    const { tables, table } = tools.events;
    const keys = ids.map((event) => eventKey(project, event));
    const events = await getRows<EventRow>(tables, table, keys, nowMs);
    const known = await deliveriesOf(events, subscription, tools, nowMs);
    const unsent = events.filter(({ id }) => !known.has(id));
    const fresh = await inTheirLists(unsent, subscription, tools, nowMs);
    const messages = fresh.map((event) => ({ message: deliveryMessage(event, subscription) }));
    // They have no row yet by which the sweep would find them.
    const refused = await tools.queue.send(messages);
    if (refused.length > 0) throw new Error(`The queue did not take ${refused.length} messages`);
    const again = [...known.values()].filter(({ state }) => includeDelivered && state === 'delivered');
    const requeued = await requeueAll(tools, again, () => ({ fallback: 'delivered' }), nowMs);
    return [...fresh.map(({ id }) => deliveryId(project, id, subscription)), ...requeued];
  },
};

/** Throws `SubscriptionGone`, which ends the job. */
async function subscriptionOf(
  project: string,
  id = '',
  { subscriptions }: JobTools,
  nowMs: number,
): Promise<Subscription> {
  const found = await subscriptions.get(project, id, nowMs);
  if (!found) throw new SubscriptionGone();
  return found;
}

/** There is nobody left to work for. */
export class SubscriptionGone extends Error {
  override name = 'subscription_deleted';
}

/** By the same matching as `route`. What died before routing has its own way back, by its dead letter. */
function matcher(subscription: Subscription): (event: EventRow) => boolean {
  const index = buildIndex(matchRows(subscription));
  return (event) =>
    (event.state === 'routed' || event.state === 'filtered') &&
    matching(index, viewOf(event)).rows.length > 0;
}

/** What is on its way, was given up or was discarded is left to `recover` and to people. */
const isWanted = (known: DeliveryRow | undefined, { includeDelivered }: Job['input']): boolean =>
  known === undefined || (includeDelivered === true && known.state === 'delivered');

/** Rows by event. */
async function deliveriesOf(
  events: readonly EventRow[],
  subscription: string,
  { redeliveries: { tables, table } }: JobTools,
  nowMs: number,
): Promise<Map<string, DeliveryRow>> {
  const keys = events.map(({ project, id }) => deliveryKey(deliveryId(project, id, subscription)));
  const rows = await getRows<DeliveryRow>(tables, table, keys, nowMs);
  return new Map(rows.map((row) => [row.event, row]));
}

const AT_ONCE = 10;

/** Enters the subscription into the events' lists, before anything is sent. Events that have gone are left out. */
async function inTheirLists(
  unsent: readonly EventRow[],
  subscription: string,
  { events }: JobTools,
  nowMs: number,
): Promise<EventRow[]> {
  const listed: EventRow[] = [];
  for (let at = 0; at < unsent.length; at += AT_ONCE) {
    const some = unsent.slice(at, at + AT_ONCE);
    const isIn = await Promise.all(some.map((event) => enterList(event, subscription, events, nowMs)));
    listed.push(...some.filter((_, index) => isIn[index]));
  }
  return listed;
}

async function enterList(
  { project, id, matched }: EventRow,
  subscription: string,
  events: Events,
  nowMs: number,
): Promise<boolean> {
  if (!matched.includes(subscription) && (await events.addMatched(project, id, subscription, nowMs)))
    return true;
  // Its message was lost, or `route` or a run of this job that crashed was here before.
  return events.touchMatched(project, id, subscription, nowMs);
}
