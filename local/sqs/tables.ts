import { Prepared } from '../prepared';
import type { Store } from '../store';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS sqs_queues (
  arn TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  settings TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  modified_at INTEGER NOT NULL,
  purged_at INTEGER
) STRICT;
CREATE TABLE IF NOT EXISTS sqs_messages (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  queue TEXT NOT NULL,
  id TEXT NOT NULL,
  body TEXT NOT NULL,
  attributes TEXT NOT NULL,
  trace_header TEXT,
  group_id TEXT,
  source_arn TEXT,
  sent_at INTEGER NOT NULL,
  visible_at INTEGER NOT NULL,
  receive_count INTEGER NOT NULL DEFAULT 0,
  first_received_at INTEGER,
  received_at INTEGER,
  receipt TEXT,
  copy INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE INDEX IF NOT EXISTS sqs_messages_visible ON sqs_messages (queue, visible_at, seq);
CREATE INDEX IF NOT EXISTS sqs_messages_group ON sqs_messages (queue, group_id, visible_at, seq);
CREATE INDEX IF NOT EXISTS sqs_messages_sent ON sqs_messages (queue, sent_at);
CREATE INDEX IF NOT EXISTS sqs_messages_held ON sqs_messages (queue, visible_at, group_id) WHERE receipt IS NOT NULL;
`;

/**
 * A message as it is kept. Times are epoch ms. `receipt` is the handle of its last receive, missing before the
 * first; `copy` marks a row that duplicates another on purpose; `source_arn` the queue it was dead-lettered from.
 */
export interface MessageRow {
  seq: number;
  queue: string;
  id: string;
  body: string;
  attributes: string;
  trace_header: string | null;
  group_id: string | null;
  source_arn: string | null;
  sent_at: number;
  visible_at: number;
  receive_count: number;
  first_received_at: number | null;
  received_at: number | null;
  receipt: string | null;
  copy: number;
}

export const sqsTables = (store: Store): Prepared => Prepared.on(store, SCHEMA);
