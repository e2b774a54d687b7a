import { Prepared } from '../prepared';
import type { Store } from '../store';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS events_deliveries (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  rule TEXT NOT NULL,
  target TEXT NOT NULL,
  event TEXT NOT NULL,
  accepted_at INTEGER NOT NULL,
  retries INTEGER NOT NULL DEFAULT 0,
  due_at INTEGER NOT NULL
) STRICT;
CREATE INDEX IF NOT EXISTS events_deliveries_due ON events_deliveries (due_at, seq);
CREATE TABLE IF NOT EXISTS events_schedules (
  rule TEXT PRIMARY KEY,
  expression TEXT NOT NULL,
  due_at INTEGER NOT NULL
) STRICT;
`;

/** An accepted event on its way to one target of one rule. `target` is JSON, `event` the envelope; times in epoch ms. */
export interface DeliveryRow {
  seq: number;
  rule: string;
  target: string;
  event: string;
  accepted_at: number;
  retries: number;
  due_at: number;
}

export const eventTables = (store: Store): Prepared => Prepared.on(store, SCHEMA);
