import { Prepared } from '../prepared';
import type { Store } from '../store';

const SCHEMA = `
CREATE TABLE IF NOT EXISTS ses_identities (name TEXT PRIMARY KEY) STRICT;
CREATE TABLE IF NOT EXISTS ses_mails (
  id TEXT PRIMARY KEY,
  at INTEGER NOT NULL,
  sender TEXT NOT NULL,
  recipients TEXT NOT NULL,
  subject TEXT NOT NULL,
  text TEXT NOT NULL,
  html TEXT NOT NULL,
  headers TEXT NOT NULL
) STRICT;
`;

/** A message in the mailbox. `recipients` and `headers` are JSON. */
export interface MailRow {
  id: string;
  /** Epoch ms. */
  at: number;
  sender: string;
  recipients: string;
  subject: string;
  text: string;
  html: string;
  headers: string;
}

export const sesTables = (store: Store): Prepared => Prepared.on(store, SCHEMA);
