import type { LocalContext } from '../../context';
import type { Item } from '../attribute-value';
import { readExpressions } from '../expression/expressions';
import type { Parameters } from '../parameters';
import { checkKey, storedKey } from '../stored-key';
import type { Table } from '../table';
import type { Write } from '../write';
import { WRITE_PARAMETERS, writeOptions } from './write-options';

export const DELETE_PARAMETERS = ['Key', ...WRITE_PARAMETERS];

/** A DeleteItem request, or a Delete of a transaction. */
export function deleteRequest(parameters: Parameters, local: LocalContext): Write {
  const key = parameters.item('Key');
  const { condition } = readExpressions(parameters.input);
  return { ...deleteOf(parameters.table(local), key), ...writeOptions(parameters, condition) };
}

/** Deletes an item unconditionally. */
export function deleteOf(table: Table, key: Item): Write {
  checkKey(key, table.keys);
  return { table, key: storedKey(key, table.keys), returnOnFailure: false, change: () => undefined };
}
