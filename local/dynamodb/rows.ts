import type { SQLInputValue } from 'node:sqlite';
import type { Item } from './attribute-value';
import type { Stale } from './history';
import { identity } from './history';
import type { State } from './state';
import { type StoredKey, indexKey } from './stored-key';
import type { Index, Table } from './table';

/** The position of an item in a table or an index: in an index its own key comes first, the item's key breaks ties. */
export interface Position {
  at: StoredKey;
  item: StoredKey;
}

interface Row extends Position {
  value: Item;
}

export interface Bound {
  bytes: Buffer;
  inclusive: boolean;
}

/** A part of a table or index. Without `partition` it spans partitions. */
export interface Range {
  table: Table;
  index?: Index | undefined;
  partition?: Buffer | undefined;
  low?: Bound | undefined;
  high?: Bound | undefined;
  /** Partitions from (inclusive) and to (exclusive), for one segment of a parallel scan. */
  from?: Buffer | undefined;
  to?: Buffer | undefined;
  /** Continue behind this position. */
  after?: Position | undefined;
  forward: boolean;
}

/** The items of a range in order; where `stale` names an item, its old version stands in for the stored one. */
export function* rows(state: State, wanted: Range, stale: readonly Stale[]): Generator<Item> {
  const range = narrowed(wanted);
  if (stale.length === 0) {
    yield* storedItems(state, range);
    return;
  }
  const overlaid = new Set(stale.map(({ key }) => identity(key)));
  const pending = staleRows(range, stale);
  for (const row of storedRows(state, range)) {
    while (pending[0] && comparePositions(pending[0], row, range.forward) < 0)
      yield (pending.shift() as Row).value;
    if (!overlaid.has(identity(row.item))) yield row.value;
  }
  yield* pending.map(({ value }) => value);
}

/** Lets the database seek to where a later page of a partition begins, instead of reading up to it. */
function narrowed(range: Range): Range {
  if (!range.partition || !range.after) return range;
  const { low, high, forward } = range;
  const start = { bytes: range.after.at.range, inclusive: true };
  if (forward) return low && Buffer.compare(low.bytes, start.bytes) >= 0 ? range : { ...range, low: start };
  return high && Buffer.compare(high.bytes, start.bytes) <= 0 ? range : { ...range, high: start };
}

function staleRows(range: Range, stale: readonly Stale[]): Row[] {
  return stale
    .flatMap(({ key, before }) => {
      if (before === undefined) return [];
      const value = JSON.parse(before) as Item;
      const at = range.index ? indexKey(value, range.index.keys) : key;
      return at ? [{ at, item: key, value }] : [];
    })
    .filter((row) => within(range, row))
    .sort((a, b) => comparePositions(a, b, range.forward));
}

function comparePositions(a: Position, b: Position, forward: boolean): number {
  const order =
    Buffer.compare(a.at.hash, b.at.hash) ||
    Buffer.compare(a.at.range, b.at.range) ||
    Buffer.compare(a.item.hash, b.item.hash) ||
    Buffer.compare(a.item.range, b.item.range);
  return forward ? order : -order;
}

function within({ partition, low, high, from, to, after, forward }: Range, row: Row): boolean {
  const { hash, range } = row.at;
  const isIn = [
    !partition || hash.equals(partition),
    !low || Buffer.compare(range, low.bytes) >= (low.inclusive ? 0 : 1),
    !high || Buffer.compare(range, high.bytes) <= (high.inclusive ? 0 : -1),
    !from || Buffer.compare(hash, from) >= 0,
    !to || Buffer.compare(hash, to) < 0,
  ];
  return !isIn.includes(false) && (!after || comparePositions(row, after, forward) > 0);
}

function* storedItems(state: State, range: Range): Generator<Item> {
  const { sql, values } = range.index ? indexQuery(range, range.index, []) : tableQuery(range, []);
  for (const row of state.statement(sql).iterate(...values)) yield JSON.parse(String(row['item'])) as Item;
}

function* storedRows(state: State, range: Range): Generator<Row> {
  const { sql, values } = range.index
    ? indexQuery(range, range.index, ['e.hash', 'e.range', 'e.item_hash', 'e.item_range'])
    : tableQuery(range, ['hash', 'range']);
  for (const row of state.statement(sql).iterate(...values)) {
    const at = { hash: bytes(row['hash']), range: bytes(row['range']) };
    const item = range.index ? { hash: bytes(row['item_hash']), range: bytes(row['item_range']) } : at;
    yield { at, item, value: JSON.parse(String(row['item'])) as Item };
  }
}

const bytes = (value: unknown): Buffer => {
  const array = value as Uint8Array;
  return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
};

interface Query {
  sql: string;
  values: SQLInputValue[];
}

function tableQuery(range: Range, columns: string[]): Query {
  const { after, forward } = range;
  const where = conditions(range, ['table_id = ?'], [range.table.id]);
  if (after) {
    where.sql.push(`(hash, range) ${forward ? '>' : '<'} (?, ?)`);
    where.values.push(after.at.hash, after.at.range);
  }
  const direction = forward ? 'ASC' : 'DESC';
  return {
    sql: `SELECT ${[...columns, 'item'].join(', ')} FROM dynamodb_items WHERE ${where.sql.join(' AND ')} ORDER BY hash ${direction}, range ${direction}`,
    values: where.values,
  };
}

function indexQuery(range: Range, index: Index, columns: string[]): Query {
  const { after, forward } = range;
  const where = conditions(range, ['e.index_id = ?'], [index.id], 'e.');
  if (after) {
    where.sql.push(`(e.hash, e.range, e.item_hash, e.item_range) ${forward ? '>' : '<'} (?, ?, ?, ?)`);
    where.values.push(after.at.hash, after.at.range, after.item.hash, after.item.range);
  }
  const order = ['hash', 'range', 'item_hash', 'item_range'].map((c) => `e.${c} ${forward ? 'ASC' : 'DESC'}`);
  return {
    sql:
      `SELECT ${[...columns, 'i.item'].join(', ')} FROM dynamodb_entries e ` +
      'CROSS JOIN dynamodb_items i ON i.table_id = ? AND i.hash = e.item_hash AND i.range = e.item_range ' +
      `WHERE ${where.sql.join(' AND ')} ORDER BY ${order.join(', ')}`,
    values: [range.table.id, ...where.values],
  };
}

function conditions(
  range: Range,
  sql: string[],
  values: SQLInputValue[],
  prefix = '',
): { sql: string[]; values: SQLInputValue[] } {
  const add = (condition: string, value: Buffer | undefined): void => {
    if (!value) return;
    sql.push(`${prefix}${condition} ?`);
    values.push(value);
  };
  add('hash =', range.partition);
  add(range.low?.inclusive ? 'range >=' : 'range >', range.low?.bytes);
  add(range.high?.inclusive ? 'range <=' : 'range <', range.high?.bytes);
  add('hash >=', range.from);
  add('hash <', range.to);
  return { sql, values };
}
