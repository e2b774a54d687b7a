import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { byKeyOrder } from './key-order';
import { getRows, listKeys, type ListRange, type Row } from './read';

/** A page of a list. `next` is the sort text of the last row looked at; undefined at the end of the list. */
export interface Page<T> {
  rows: T[];
  next?: string;
}

export interface ListQuery<T> {
  /** The partitions of the list index, which are read as one. */
  listKeys: readonly string[];
  /** Sort text after which to go on, from an earlier page. */
  after?: string | undefined;
  since?: number | undefined;
  /** Exclusive. */
  until?: number | undefined;
  limit: number;
  /** Oldest first; newest first without it. */
  ascending?: boolean;
  where?: ((row: T) => boolean) | undefined;
  /** What to read of each row; all of it without. */
  attributes?: readonly string[];
}

/** Rows looked at for one page: a filter that finds nothing answers a short page and a cursor, not a timeout. */
const MAX_LOOKED_AT = 1_000;

/**
 * A page of a list index, merged over its partitions. Only keys come from the index; the rows themselves are
 * read consistently, so that what is shown and filtered by is their present state.
 */
export async function listPage<T>(
  tables: DynamoDBDocumentClient,
  table: string,
  query: ListQuery<T & Row>,
  nowMs: number,
): Promise<Page<T & Row>> {
  const merged = merge(tables, table, query);
  const rows: (T & Row)[] = [];
  let last: string | undefined;
  for (let looked = 0; looked < MAX_LOOKED_AT;) {
    const keys = await take(merged, Math.min(query.limit, 100));
    if (keys.length === 0) return { rows };
    looked += keys.length;
    const live = new Map(
      (await getRows<T>(tables, table, keys.map(keyOf), nowMs, query.attributes)).map((row) => [
        row.pk + row.sk,
        row,
      ]),
    );
    for (const key of keys) {
      const row = live.get(key.pk + key.sk);
      if (row && (query.where?.(row) ?? true)) rows.push(row);
      last = key.listSort;
      if (rows.length === query.limit)
        return (await isMore(merged, keys, key)) ? { rows, next: last } : { rows };
    }
  }
  return { rows, ...(last !== undefined && { next: last }) };
}

const keyOf = ({ pk, sk }: Required<Row>) => ({ pk, sk });

async function isMore(merged: AsyncGenerator<unknown>, keys: unknown[], key: unknown): Promise<boolean> {
  return keys.at(-1) !== key || !(await merged.next()).done;
}

async function take<T>(source: AsyncGenerator<T>, count: number): Promise<T[]> {
  const taken: T[] = [];
  while (taken.length < count) {
    const next = await source.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}

/** A k-way merge of the partitions by sort text, behind the row that the last page ended with. */
async function* merge<T>(
  tables: DynamoDBDocumentClient,
  table: string,
  query: ListQuery<T>,
): AsyncGenerator<Required<Row>> {
  const sources = query.listKeys.map((listKey) =>
    listKeys(tables, table, listKey, rangeOf(query), query.limit + 1),
  );
  const heads = await Promise.all(sources.map((source) => source.next()));
  const sign = query.ascending ? 1 : -1;
  for (;;) {
    const best = heads.reduce<number>((best, head, index) => {
      if (head.done) return best;
      const leader = heads[best];
      if (leader === undefined || leader.done) return index;
      return sign * byKeyOrder(head.value.listSort, leader.value.listSort) < 0 ? index : best;
    }, -1);
    const head = heads[best];
    const source = sources[best];
    if (head === undefined || source === undefined || head.done) return;
    if (head.value.listSort !== query.after) yield head.value;
    heads[best] = await source.next();
  }
}

/**
 * Sort texts begin with an ISO time or an id, or are names that clients have chosen, of any characters. A page goes on
 * from the last row of the one before, which the range includes and `merge` leaves out: between two names there may
 * be others of which no bound can be made.
 */
function rangeOf({ after, since, until, ascending }: Omit<ListQuery<unknown>, 'where'>): ListRange {
  const position = after === '' ? undefined : after;
  const from = [
    since === undefined ? undefined : new Date(since).toISOString(),
    ascending ? position : undefined,
  ];
  // Exclusive: one millisecond before `until`, with everything of that millisecond ("~" is behind all ids).
  const to = [
    until === undefined ? undefined : `${new Date(until - 1).toISOString()}~`,
    ascending ? undefined : position,
  ];
  return {
    direction: ascending ? 'ascending' : 'descending',
    from: from
      .filter((text) => text !== undefined)
      .sort(byKeyOrder)
      .at(-1),
    to: to.filter((text) => text !== undefined).sort(byKeyOrder)[0],
  };
}
