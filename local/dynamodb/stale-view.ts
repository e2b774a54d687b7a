import type { LocalContext } from '../context';
import type { Item } from './attribute-value';
import type { Stale } from './history';
import { storedItem } from './items';
import { stateOf } from './state';
import type { StoredKey } from './stored-key';
import type { Table } from './table';

/** What an eventually consistent read shows in place of stored items: its replica lags by a random time. */
export function staleView(local: LocalContext, table: Table, consistent: boolean): Stale[] {
  if (consistent || local.faults.readLagMs <= 0) return [];
  const now = local.clock.now();
  return stateOf(local.store).history.staleAt(table.id, now - lag(local), now);
}

/** One item as a consistent or an eventually consistent read sees it. */
export function visibleItem(
  local: LocalContext,
  table: Table,
  key: StoredKey,
  consistent: boolean,
): Item | undefined {
  const state = stateOf(local.store);
  const now = local.clock.now();
  const lags = !consistent && local.faults.readLagMs > 0;
  const stale = lags ? state.history.staleItem(table.id, key, now - lag(local), now) : undefined;
  if (!stale) return storedItem(state, table, key);
  return stale.before === undefined ? undefined : (JSON.parse(stale.before) as Item);
}

const lag = (local: LocalContext): number => local.random() * local.faults.readLagMs;
