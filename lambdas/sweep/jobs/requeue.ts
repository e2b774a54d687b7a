import { transact } from '../../../adapters/aws/transact';
import { ChangedMeanwhile } from '../../../core/configuration/errors';
import type { DeliveryRow } from '../../../core/delivery/delivery';
import { newChain } from '../../../core/delivery/manual-try';
import { attemptMessage } from '../../../core/delivery/message';
import type { JobTools } from './tools';

const AT_ONCE = 10;

/** Queues deliveries again, each with a new chain of attempts. Answers how many; those that moved meanwhile stay. */
export async function requeueAll(
  tools: JobTools,
  rows: readonly DeliveryRow[],
  nowMs: number,
): Promise<number> {
  const queued = await forEach(rows, tools, (row) =>
    tools.redeliveries.requeueWrites(row, newChain(row), nowMs),
  );
  // What the queue does not take is in the due index: the sweep sends it.
  await tools.queue.send(queued.map((row) => ({ message: attemptMessage({ ...row }, row.z) })));
  return queued.length;
}

/** Discards deliveries. Answers how many; those that moved meanwhile stay. */
export async function discardAll(
  tools: JobTools,
  rows: readonly DeliveryRow[],
  reason: string,
): Promise<number> {
  return (await forEach(rows, tools, (row) => tools.redeliveries.discardWrites(row, reason))).length;
}

type Writes = ReturnType<JobTools['redeliveries']['requeueWrites']>;

async function forEach(
  rows: readonly DeliveryRow[],
  { redeliveries, random }: JobTools,
  writes: (row: DeliveryRow) => Writes,
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
