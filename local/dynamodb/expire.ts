import type { LocalContext } from '../context';
import type { Item } from './attribute-value';
import { tableNames, requireTable } from './catalogue';
import { replaceItem } from './items';
import { stateOf } from './state';
import { storedKey } from './stored-key';
import type { Table } from './table';

/** AWS does not delete what claims to have expired more than five years ago. */
const OLDEST_SECONDS = 5 * 365 * 24 * 60 * 60;
const MAX_PER_TABLE = 1000;

/** Deletes items whose TTL attribute is more than `faults.expiryLagMs` past, at most 1,000 a table; answers how many. */
export function expireItems(local: LocalContext): number {
  return local.store.transaction(() => {
    const tables = tableNames(local).map((name) => requireTable(local, name));
    return tables.reduce((sum, table) => sum + expireIn(local, table), 0);
  });
}

function expireIn(local: LocalContext, table: Table): number {
  if (table.ttlAttribute === undefined) return 0;
  const state = stateOf(local.store);
  const now = Math.floor(local.clock.now() / 1000);
  const rows = state
    .statement('SELECT item FROM dynamodb_items WHERE table_id = ? AND expires < ? AND expires > ? LIMIT ?')
    .all(table.id, now - local.faults.expiryLagMs / 1000, now - OLDEST_SECONDS, MAX_PER_TABLE);
  const changes = rows.map((row) => {
    const item = JSON.parse(String(row['item'])) as Item;
    return replaceItem(state, table, storedKey(item, table.keys), item, undefined);
  });
  state.history.record(changes, local.clock.now(), local.faults.readLagMs);
  return rows.length;
}
