import { randomUUID } from 'node:crypto';
import type { LocalContext } from '../context';
import type { MessageAttributes } from './message-attributes';
import { findQueue } from './queue';
import { sqsTables } from './tables';
import { announceChange } from '../change';

/** A message about to be sent; the caller has checked it. */
export interface Outgoing {
  body: string;
  attributes?: MessageAttributes;
  /** Overrides the queue's own delay. */
  delaySeconds?: number;
  groupId?: string;
  traceHeader?: string;
}

/** Puts a message on the queue and answers its id; durable once the surrounding transaction commits. */
export function sendMessage(local: LocalContext, queueArn: string, message: Outgoing): string {
  const queue = findQueue(local, queueArn);
  const now = local.clock.now();
  const id = randomUUID();
  sqsTables(local.store).run(
    `INSERT INTO sqs_messages (queue, id, body, attributes, trace_header, group_id, sent_at, visible_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    queue.arn,
    id,
    message.body,
    JSON.stringify(message.attributes ?? {}),
    message.traceHeader ?? null,
    message.groupId ?? null,
    now,
    now + (message.delaySeconds ?? queue.settings.delaySeconds) * 1000,
  );
  announceChange(local, queue.arn);
  return id;
}
