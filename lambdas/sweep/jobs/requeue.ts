import { transact, type Write } from '../../../adapters/aws/transact';
import { ChangedMeanwhile } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import type { Requeue } from '../../../core/delivery/manual-try';
import { requeuedMessage } from '../../../core/delivery/requeued-message';
import type { JobTools } from './tools';

const AT_ONCE = 10;

/** Queues deliveries again. Answers the ids of those that it has moved; what moved meanwhile by itself stays. */
export async function requeueAll(
  tools: JobTools,
  rows: readonly DeliveryRow[],
  changeOf: (row: DeliveryRow) => Requeue,
  nowMs: number,
): Promise<string[]> {
  const queued = await forEach(rows, tools, (row) =>
    tools.redeliveries.requeueWrites(row, changeOf(row), nowMs),
  );
  // What the queue does not take is in the due index: the sweep sends it.
  await tools.queue.send(queued.map((row) => ({ message: requeuedMessage(row) })));
  return queued.map(({ id }) => id);
}

/** Discards deliveries; those that moved meanwhile stay. */
export async function discardAll(
  tools: JobTools,
  rows: readonly DeliveryRow[],
  reason: string,
  nowMs: number,
): Promise<void> {
  await forEach(rows, tools, (row) => tools.redeliveries.discardWrites(row, reason, nowMs));
}

async function forEach(
  rows: readonly DeliveryRow[],
  { redeliveries, random }: JobTools,
  writes: (row: DeliveryRow) => Write[],
): Promise<DeliveryRow[]> {
  const moved: DeliveryRow[] = [];
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE);
    const outcomes = await Promise.all(
      some.map((row) => transact(redeliveries.tables, writes(row), random).then(() => true, ifChanged)),
    );
    moved.push(...some.filter((_, index) => outcomes[index]));
  }
  return moved;
}

function ifChanged(error: unknown): false {
  if (error instanceof ChangedMeanwhile) return false;
  throw error;
}
