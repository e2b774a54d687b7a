import type { LocalContext } from '../context';
import { type Item, attributeOf } from './attribute-value';
import { entryOf } from './capacity';
import type { Condition, Path } from './expression/ast';
import { meets } from './expression/evaluate-condition';
import { project } from './expression/project';
import { itemSize } from './item-size';
import { type Range, rows } from './rows';
import { staleView } from './stale-view';
import { stateOf } from './state';
import { keyAttributes } from './table';

const MAX_PAGE_BYTES = 1024 * 1024;

interface PageRequest {
  range: Range;
  consistent: boolean;
  limit: number | undefined;
  filter: Condition | undefined;
  projection: Path[] | undefined;
}

export interface Page {
  items: Item[];
  /** Rows read, before the filter. */
  scanned: number;
  bytes: number;
  /** Where the next page begins; undefined at the end of the range. */
  lastKey: Item | undefined;
}

/** Reads until the limit or 1 MB is reached, whichever comes first. */
export function readPage(local: LocalContext, request: PageRequest): Page {
  const { range, limit, filter, projection } = request;
  const page: Page = { items: [], scanned: 0, bytes: 0, lastKey: undefined };
  let last: Item | undefined;
  for (const row of rows(stateOf(local.store), range, staleView(local, range.table, request.consistent))) {
    const item = range.index ? entryOf(range.table, range.index, row) : row;
    const bytes = page.bytes + itemSize(item);
    if (last && bytes > MAX_PAGE_BYTES) return { ...page, lastKey: keyOf(range, last) };
    page.bytes = bytes;
    page.scanned++;
    last = row;
    if (!filter || meets(item, filter)) page.items.push(projection ? project(item, projection) : item);
    if (page.scanned === limit) return { ...page, lastKey: keyOf(range, row) };
  }
  return page;
}

function keyOf({ table, index }: Range, item: Item): Item {
  const attributes = [...keyAttributes(table.keys), ...(index ? keyAttributes(index.keys) : [])];
  return Object.fromEntries(
    attributes.flatMap(({ name }) => {
      const value = attributeOf(item, name);
      return value ? [[name, value]] : [];
    }),
  );
}
