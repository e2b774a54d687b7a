import { Prepared } from '../prepared';
import type { Store } from '../store';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS kms_keys (arn TEXT PRIMARY KEY, material BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS kms_aliases (name TEXT PRIMARY KEY, key TEXT NOT NULL) STRICT;
`;

export const kmsTables = (store: Store): Prepared => Prepared.on(store, SCHEMA);
