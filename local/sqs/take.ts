import type { LocalContext } from '../context';
import { sqsError } from './errors';
import { noteServed, pickFairly } from './fair-pick';
import type { Queue } from './queue';
import { newReceipt } from './receipt';
import { redrive } from './redrive';
import { type MessageRow, sqsTables } from './tables';

/** "Approximately 120,000" messages of a standard queue may be in flight (SQS quotas). */
const MAX_IN_FLIGHT = 120_000;
/** How far a message may get out of order, in places. */
const REORDER_REACH = 4;

/** Hands out up to `max` visible messages in one transaction: hidden for `visibilityTimeout` s, counted, with new handles. */
export function take(
  local: LocalContext,
  queue: Queue,
  max: number,
  visibilityTimeout: number,
): MessageRow[] {
  return local.store.transaction(() => {
    const now = local.clock.now();
    expire(local, queue, now);
    if (inFlight(local, queue, now) >= MAX_IN_FLIGHT)
      throw sqsError('OverLimit', 'Too many messages in flight.', 403);
    const chosen = shuffled(local, alive(local, queue, now, max)).slice(0, max);
    noteServed(local, queue, chosen, now);
    return chosen.map((row) => handOut(local, row, now, visibilityTimeout));
  });
}

/** Visible messages that are not used up; those that are move to the dead-letter queue on the way. */
function alive(local: LocalContext, queue: Queue, now: number, max: number): MessageRow[] {
  for (;;) {
    const rows = pickFairly(local, queue, now, max + REORDER_REACH);
    const left = rows.filter((row) => !redrive(local, queue, row, now));
    if (left.length > 0 || rows.length === 0) return left;
  }
}

function expire(local: LocalContext, queue: Queue, now: number): void {
  const oldest = now - queue.settings.messageRetentionPeriod * 1000;
  sqsTables(local.store).run('DELETE FROM sqs_messages WHERE queue = ? AND sent_at < ?', queue.arn, oldest);
}

function inFlight(local: LocalContext, queue: Queue, now: number): number {
  const [row] = sqsTables(local.store).all<{ held: number }>(
    `SELECT count(*) AS held FROM sqs_messages INDEXED BY sqs_messages_held
     WHERE queue = ? AND visible_at > ? AND receipt IS NOT NULL`,
    queue.arn,
    now,
  );
  return row?.held ?? 0;
}

function shuffled(local: LocalContext, rows: MessageRow[]): MessageRow[] {
  if (!local.faults.reorder) return rows;
  const placed = rows.map((row, index) => ({ row, place: index + local.random() * REORDER_REACH }));
  return placed.sort((a, b) => a.place - b.place).map(({ row }) => row);
}

function handOut(local: LocalContext, row: MessageRow, now: number, visibilityTimeout: number): MessageRow {
  const taken: MessageRow = {
    ...row,
    receive_count: row.receive_count + 1,
    first_received_at: row.first_received_at ?? now,
    received_at: now,
    receipt: newReceipt(row.queue, row.seq),
  };
  if (!row.copy && local.random() < local.faults.duplicateProbability) leaveCopy(local, taken);
  sqsTables(local.store).run(
    `UPDATE sqs_messages SET receive_count = ?, first_received_at = ?, received_at = ?, receipt = ?, visible_at = ?
     WHERE seq = ?`,
    taken.receive_count,
    taken.first_received_at,
    now,
    taken.receipt,
    now + visibilityTimeout * 1000,
    row.seq,
  );
  return taken;
}

/** A standard queue may hand a message out again although it was received, even deleted: this row is that second time. */
function leaveCopy(local: LocalContext, row: MessageRow): void {
  sqsTables(local.store).run(
    `INSERT INTO sqs_messages (queue, id, body, attributes, trace_header, group_id, source_arn, sent_at, visible_at,
       receive_count, first_received_at, copy)
     SELECT queue, id, body, attributes, trace_header, group_id, source_arn, sent_at, visible_at, ?, ?, 1
     FROM sqs_messages WHERE seq = ?`,
    row.receive_count,
    row.first_received_at,
    row.seq,
  );
}
