import type { DatabaseSync, StatementSync } from 'node:sqlite';
import type { Store } from '../store';
import { History } from './history';
import type { Table } from './table';

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS dynamodb_tables (
    id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, definition TEXT NOT NULL);
  CREATE TABLE IF NOT EXISTS dynamodb_items (
    table_id INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, item TEXT NOT NULL, expires INTEGER,
    PRIMARY KEY (table_id, hash, range));
  CREATE INDEX IF NOT EXISTS dynamodb_items_expires ON dynamodb_items (table_id, expires)
    WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS dynamodb_entries (
    index_id INTEGER NOT NULL, hash BLOB NOT NULL, range BLOB NOT NULL, item_hash BLOB NOT NULL,
    item_range BLOB NOT NULL, PRIMARY KEY (index_id, hash, range, item_hash, item_range)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dynamodb_tokens (
    token TEXT PRIMARY KEY, fingerprint TEXT NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dynamodb_tokens_at ON dynamodb_tokens (at);
`;

/** What DynamoDB keeps for one database: prepared statements, known tables, recent changes. */
export class State {
  readonly tables = new Map<string, Table>();
  readonly history = new History();
  private readonly statements = new Map<string, StatementSync>();

  constructor(private readonly db: DatabaseSync) {
    db.exec(SCHEMA);
  }

  statement(sql: string): StatementSync {
    const known = this.statements.get(sql);
    if (known) return known;
    const prepared = this.db.prepare(sql);
    this.statements.set(sql, prepared);
    return prepared;
  }
}

const states = new WeakMap<Store, State>();

/** The same state for the same store, made at first use. */
export function stateOf(store: Store): State {
  const known = states.get(store);
  if (known) return known;
  const state = new State(store.db);
  states.set(store, state);
  return state;
}
