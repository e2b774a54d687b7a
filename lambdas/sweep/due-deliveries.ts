import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bus } from '../../adapters/aws/bus';
import type { DeliverQueue, Outgoing } from '../../adapters/aws/deliver-queue';
import { type DueRow, DueRows, moveWakeUp } from '../../adapters/aws/due-rows';
import { outboxDone, readOutbox } from '../../adapters/aws/outbox';
import { attemptMessage } from '../../core/delivery/message';
import { delaySeconds, dueAfterSweep, LOOK_AHEAD_MS, slotDelaySeconds } from '../../core/delivery/wake-up';

export interface DueTools {
  tables: DynamoDBDocumentClient;
  deliveriesTable: string;
  queue: DeliverQueue;
  bus: Bus;
  now: () => number;
  /** The number of this run. */
  run: number;
  /** False once the time of this run is used up; what is left is found by the next one. */
  goOn: () => boolean;
}

/** Rows of one project that a run works on before it has looked at all others. */
const SHARE = 500;

export interface Swept {
  sent: number;
  published: number;
  /**
   * By how much the delivery that was most overdue was late when this run found it, ms. Nothing of one that an earlier
   * run has claimed and whose grace is not over, nor of shards that this run had no time for.
   */
  overdueMs: number;
}

/** Sends what is due by the next minute: attempts to the deliver queue, promised events to the bus. */
export async function sweepDeliveries(tools: DueTools): Promise<Swept> {
  const swept: Swept = { sent: 0, published: 0, overdueMs: 0 };
  const see = (rows: readonly DueRow[]): void => {
    swept.overdueMs = Math.max(swept.overdueMs, ...rows.map((row) => overdueBy(row, tools.now())));
  };
  const due = new DueRows(tools.tables, tools.deliveriesTable, tools.now() + LOOK_AHEAD_MS);
  for await (const rows of due.fairPages({ run: tools.run, share: SHARE, see })) {
    if (!tools.goOn()) break;
    swept.sent += await sendAttempts(
      tools,
      rows.filter(({ sk }) => sk === 'delivery'),
    );
    swept.published += await publishPromised(
      tools,
      rows.filter(({ sk }) => sk === 'outbox'),
    );
  }
  return swept;
}

/** Claims move `dueAt`, never `nextAt`: a delivery whose messages get lost looks as late as it is whenever it is seen. */
const overdueBy = ({ sk, nextAt, dueAt }: DueRow, now: number): number =>
  sk === 'delivery' ? now - (nextAt ?? dueAt) : 0;

async function sendAttempts(tools: DueTools, rows: DueRow[]): Promise<number> {
  const claimed = await Promise.all(rows.map((row) => claim(tools, row)));
  const outgoing = claimed.filter((one) => one !== undefined);
  // Whatever the queue does not take is due again after the grace that the claim has set.
  const refused = await tools.queue.send(outgoing);
  return outgoing.length - refused.length;
}

async function claim(
  { tables, deliveriesTable, now }: DueTools,
  seen: DueRow,
): Promise<Outgoing | undefined> {
  const at = now();
  const nextAt = seen.nextAt ?? seen.dueAt;
  const next = dueAfterSweep({ nextAt, dueAt: seen.dueAt }, at);
  const row = await moveWakeUp(tables, deliveriesTable, seen, next);
  if (!row) return undefined;
  const delay = row.slot ? slotDelaySeconds : delaySeconds;
  return { message: attemptMessage(row, row.z), delaySeconds: delay(nextAt, at) };
}

async function publishPromised({ tables, deliveriesTable, bus }: DueTools, rows: DueRow[]): Promise<number> {
  const promised = (await Promise.all(rows.map((row) => readOutbox(tables, deliveriesTable, row)))).filter(
    (row) => row !== undefined,
  );
  const refused = new Set(await bus.publish(promised.map(({ entry }) => entry)));
  const published = promised.filter(({ entry }) => !refused.has(entry));
  await Promise.all(published.map((row) => outboxDone(tables, deliveriesTable, row)));
  return published.length;
}
