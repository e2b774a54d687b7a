import { announceChange, waitForChange } from '../change';
import type { LocalContext } from '../context';
import { DELIVERIES } from './accept';
import { type Failure, type Invoke, permitted, toFunction, toQueue } from './attempt';
import type { Target } from './rules';
import { tick } from './schedule';
import { forget, settle } from './settle';
import { type DeliveryRow, eventTables } from './tables';

const BATCH = 100;

interface Delivery {
  row: DeliveryRow;
  target: Target;
}

/**
 * Delivers what the bus accepted and fires schedules until `signal` aborts. Resolves when nothing is under way any
 * more; what was not delivered stays in the database for the next start.
 */
export async function runBus(local: LocalContext, invoke: Invoke, signal: AbortSignal): Promise<void> {
  const invoking = new Map<number, Promise<void>>();
  while (!signal.aborted) {
    const nextTick = tick(local);
    const due = dueDeliveries(local, [...invoking.keys()]);
    await deliverToQueues(local, due.filter(toQueueTarget));
    for (const delivery of due.filter((delivery) => !toQueueTarget(delivery))) {
      // A function may run for minutes: the queues do not wait for it.
      invoking.set(
        delivery.row.seq,
        deliverToFunction(local, invoke, delivery).finally(() => ended(delivery)),
      );
    }
    const wakeAt = Math.min(nextTick, nextDue(local, [...invoking.keys()]));
    if (!signal.aborted) await waitForChange(local, DELIVERIES, wakeAt, signal);
  }
  await Promise.all(invoking.values());

  function ended({ row }: Delivery): void {
    invoking.delete(row.seq);
    announceChange(local, DELIVERIES);
  }
}

const toQueueTarget = ({ target }: Delivery): boolean => target.arn.includes(':sqs:');

const dueDeliveries = (local: LocalContext, except: number[]): Delivery[] =>
  eventTables(local.store)
    .all<DeliveryRow>(
      `SELECT * FROM events_deliveries WHERE due_at <= ? AND seq NOT IN (SELECT value FROM json_each(?))
       ORDER BY due_at, seq LIMIT ?`,
      local.clock.now(),
      JSON.stringify(except),
      BATCH,
    )
    .map((row) => ({ row, target: JSON.parse(row.target) as Target }));

function nextDue(local: LocalContext, except: number[]): number {
  const row = eventTables(local.store).one<{ at: number | null }>(
    'SELECT min(due_at) AS at FROM events_deliveries WHERE seq NOT IN (SELECT value FROM json_each(?))',
    JSON.stringify(except),
  );
  return row?.at ?? Infinity;
}

async function deliverToQueues(local: LocalContext, deliveries: Delivery[]): Promise<void> {
  if (deliveries.length === 0) return;
  const refusals = await permissions(local, deliveries);
  const failed = local.store.transaction(() =>
    deliveries.flatMap((delivery) => {
      const failure = refusals.get(arrow(delivery)) ?? toQueue(local, delivery.target, delivery.row.event);
      if (!failure) forget(local, delivery.row);
      return failure ? [{ delivery, failure }] : [];
    }),
  );
  for (const { delivery, failure } of failed) await settle(local, delivery.row, delivery.target, failure);
}

const arrow = ({ row, target }: Delivery): string => `${row.rule} ${target.arn}`;

/** The refused arrows among these: each is asked once a batch. */
async function permissions(local: LocalContext, deliveries: Delivery[]): Promise<Map<string, Failure>> {
  const refusals = new Map<string, Failure>();
  const arrows = new Map(deliveries.map((delivery) => [arrow(delivery), delivery]));
  for (const [key, { row, target }] of arrows) {
    const refusal = await permitted(local, row.rule, 'sqs:SendMessage', target.arn);
    if (refusal) refusals.set(key, refusal);
  }
  return refusals;
}

async function deliverToFunction(
  local: LocalContext,
  invoke: Invoke,
  { row, target }: Delivery,
): Promise<void> {
  const failure =
    (await permitted(local, row.rule, 'lambda:InvokeFunction', target.arn)) ??
    (await toFunction(invoke, target, row.event, row.rule));
  if (failure) await settle(local, row, target, failure);
  else forget(local, row);
}
