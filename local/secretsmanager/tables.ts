import { Prepared } from '../prepared';
import type { Store } from '../store';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS secrets (
  arn TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE,
  description TEXT NOT NULL,
  value TEXT NOT NULL,
  version TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  changed_at INTEGER NOT NULL
) STRICT;
`;

export const secretsTables = (store: Store): Prepared => Prepared.on(store, SCHEMA);
