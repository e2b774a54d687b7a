import { type Item, attributeOf } from './attribute-value';
import type { Change } from './history';
import type { State } from './state';
import { type StoredKey, indexKey, storedKey } from './stored-key';
import type { Index, Table } from './table';

/** The item as it is now. */
export function storedItem(state: State, table: Table, key: StoredKey): Item | undefined {
  const text = storedText(state, table, key);
  return text === undefined ? undefined : (JSON.parse(text) as Item);
}

function storedText(state: State, table: Table, key: StoredKey): string | undefined {
  const row = state
    .statement('SELECT item FROM dynamodb_items WHERE table_id = ? AND hash = ? AND range = ?')
    .get(table.id, key.hash, key.range);
  return row && String(row['item']);
}

/** All items, for migrations. */
export function storedItems(state: State, table: Table): Item[] {
  const rows = state.statement('SELECT item FROM dynamodb_items WHERE table_id = ?').all(table.id);
  return rows.map((row) => JSON.parse(String(row['item'])) as Item);
}

/** Puts `after` (or nothing) in the place of `before`, index entries included; answers what readers may still miss. */
export function replaceItem(
  state: State,
  table: Table,
  key: StoredKey,
  before: Item | undefined,
  after: Item | undefined,
): Change {
  for (const index of table.indexes) {
    const from = before && indexKey(before, index.keys);
    const to = after && indexKey(after, index.keys);
    if (from && to && from.hash.equals(to.hash) && from.range.equals(to.range)) continue;
    if (from) removeEntry(state, index, from, key);
    if (to) addEntry(state, index, to, key);
  }
  if (after) storeItem(state, table, after);
  else removeItem(state, table, key);
  return { tableId: table.id, key, before: before && JSON.stringify(before) };
}

export function storeItem(state: State, table: Table, item: Item): void {
  const key = storedKey(item, table.keys);
  state
    .statement(
      'INSERT INTO dynamodb_items (table_id, hash, range, item, expires) VALUES (?, ?, ?, ?, ?) ' +
        'ON CONFLICT (table_id, hash, range) DO UPDATE SET item = excluded.item, expires = excluded.expires',
    )
    .run(table.id, key.hash, key.range, JSON.stringify(item), expiry(table, item));
}

/** Epoch seconds; only a number in the TTL attribute counts. */
function expiry(table: Table, item: Item): number | null {
  const value = table.ttlAttribute === undefined ? undefined : attributeOf(item, table.ttlAttribute);
  const seconds = value && 'N' in value ? Math.floor(Number(value.N)) : Number.NaN;
  return Number.isSafeInteger(seconds) ? seconds : null;
}

function removeItem(state: State, table: Table, key: StoredKey): void {
  state
    .statement('DELETE FROM dynamodb_items WHERE table_id = ? AND hash = ? AND range = ?')
    .run(table.id, key.hash, key.range);
}

/** Entries of an item that was stored before these indexes existed. */
export function addEntries(state: State, indexes: readonly Index[], item: Item, key: StoredKey): void {
  for (const index of indexes) {
    const entry = indexKey(item, index.keys);
    if (entry) addEntry(state, index, entry, key);
  }
}

function addEntry(state: State, index: Index, entry: StoredKey, key: StoredKey): void {
  state
    .statement('INSERT OR IGNORE INTO dynamodb_entries VALUES (?, ?, ?, ?, ?)')
    .run(index.id, entry.hash, entry.range, key.hash, key.range);
}

function removeEntry(state: State, index: Index, entry: StoredKey, key: StoredKey): void {
  state
    .statement(
      'DELETE FROM dynamodb_entries WHERE index_id = ? AND hash = ? AND range = ? AND item_hash = ? AND item_range = ?',
    )
    .run(index.id, entry.hash, entry.range, key.hash, key.range);
}

export function removeIndex(state: State, indexId: number): void {
  state.statement('DELETE FROM dynamodb_entries WHERE index_id = ?').run(indexId);
}
