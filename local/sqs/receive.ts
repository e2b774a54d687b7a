import type { LocalContext } from '../context';
import { type MessageAttributes } from './message-attributes';
import { md5OfBody } from './md5';
import { findQueue } from './queue';
import type { MessageRow } from './tables';
import { sqsTables } from './tables';
import { take } from './take';
import { waitForChange } from '../change';

interface ReceiveOptions {
  /** 1 to 10 over the API; a poller may ask for more. */
  max: number;
  /** How long to wait for a first message, ms. */
  waitMs: number;
  /** How long the messages stay hidden, seconds; the queue's own timeout unless given. */
  visibilityTimeout?: number;
  signal?: AbortSignal;
}

/** A message handed out. `attributes` are the system attributes, all strings, as in a Lambda record. */
export interface Received {
  messageId: string;
  receiptHandle: string;
  body: string;
  md5OfBody: string;
  attributes: Record<string, string>;
  messageAttributes: MessageAttributes;
}

/** Takes up to `max` messages; waits for the first one. An aborted receive takes nothing. */
export async function receiveMessages(
  local: LocalContext,
  queueArn: string,
  { max, waitMs, visibilityTimeout, signal }: ReceiveOptions,
): Promise<Received[]> {
  const deadline = local.clock.now() + waitMs;
  for (;;) {
    if (signal?.aborted) return [];
    const queue = findQueue(local, queueArn);
    const taken = take(local, queue, max, visibilityTimeout ?? queue.settings.visibilityTimeout);
    if (taken.length > 0 || local.clock.now() >= deadline) return taken.map((row) => toReceived(local, row));
    await waitForChange(local, queueArn, Math.min(deadline, nextVisibleAt(local, queueArn)), signal);
  }
}

function nextVisibleAt(local: LocalContext, queueArn: string): number {
  const row = sqsTables(local.store).one<{ at: number | null }>(
    'SELECT min(visible_at) AS at FROM sqs_messages WHERE queue = ? AND visible_at > ?',
    queueArn,
    local.clock.now(),
  );
  return row?.at ?? Infinity;
}

function toReceived(local: LocalContext, row: MessageRow): Received {
  return {
    messageId: row.id,
    receiptHandle: row.receipt ?? '',
    body: row.body,
    md5OfBody: md5OfBody(row.body),
    attributes: systemAttributes(local, row),
    messageAttributes: JSON.parse(row.attributes) as MessageAttributes,
  };
}

function systemAttributes(local: LocalContext, row: MessageRow): Record<string, string> {
  return {
    SenderId: `AIDALOCAL${local.account}`,
    SentTimestamp: String(row.sent_at),
    ApproximateReceiveCount: String(row.receive_count),
    ApproximateFirstReceiveTimestamp: String(row.first_received_at),
    ...(row.group_id !== null && { MessageGroupId: row.group_id }),
    ...(row.trace_header !== null && { AWSTraceHeader: row.trace_header }),
    ...(row.source_arn !== null && { DeadLetterQueueSourceArn: row.source_arn }),
  };
}
