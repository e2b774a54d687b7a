import type { LocalContext } from '../../context';
import type { Item } from '../attribute-value';
import { readExpressions } from '../expression/expressions';
import { invalid } from '../invalid';
import { MAX_ITEM_BYTES, itemSize } from '../item-size';
import type { Parameters } from '../parameters';
import { checkIndexKey, checkItemKey, storedKey } from '../stored-key';
import type { Table } from '../table';
import type { Write } from '../write';
import { WRITE_PARAMETERS, writeOptions } from './write-options';

export const PUT_PARAMETERS = ['Item', ...WRITE_PARAMETERS];

/** A PutItem request, or a Put of a transaction. */
export function putRequest(parameters: Parameters, local: LocalContext): Write {
  const item = parameters.item('Item');
  const { condition } = readExpressions(parameters.input);
  checkSize(item);
  return { ...putOf(parameters.table(local), item), ...writeOptions(parameters, condition) };
}

/** Puts an item unconditionally. */
export function putOf(table: Table, item: Item): Write {
  checkSize(item);
  checkItemKey(item, table.keys);
  for (const index of table.indexes) checkIndexKey(item, index);
  return { table, key: storedKey(item, table.keys), returnOnFailure: false, change: () => item };
}

function checkSize(item: Item): void {
  if (itemSize(item) > MAX_ITEM_BYTES) throw invalid('Item size has exceeded the maximum allowed size');
}
