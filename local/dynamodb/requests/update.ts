import type { LocalContext } from '../../context';
import type { Item } from '../attribute-value';
import { applyUpdate } from '../expression/apply-update';
import { type Path, type Update, updatedPaths } from '../expression/ast';
import { readExpressions } from '../expression/expressions';
import { invalidParameter } from '../invalid';
import type { Parameters } from '../parameters';
import { checkKey, storedKey } from '../stored-key';
import { type Table, keyAttributes } from '../table';
import type { Write } from '../write';
import { WRITE_PARAMETERS, writeOptions } from './write-options';

export const UPDATE_PARAMETERS = ['Key', 'UpdateExpression', ...WRITE_PARAMETERS];

/** An UpdateItem request, or an Update of a transaction, and the paths that it touches. */
export function updateRequest(parameters: Parameters, local: LocalContext): { write: Write; paths: Path[] } {
  const key = parameters.item('Key');
  const { update, condition } = readExpressions(parameters.input);
  const table = parameters.table(local);
  checkKey(key, table.keys);
  const paths = update ? updatedPaths(update) : [];
  checkPaths(table, paths);
  const change = (before: Item | undefined): Item | undefined => changed(before, key, update);
  return {
    paths,
    write: { table, key: storedKey(key, table.keys), change, ...writeOptions(parameters, condition) },
  };
}

function checkPaths(table: Table, paths: Path[]): void {
  const key = keyAttributes(table.keys).find(({ name }) => paths.some((path) => path[0] === name));
  if (key) throw invalidParameter(`Cannot update attribute ${key.name}. This attribute is part of the key`);
}

/** An update that only takes away makes no item where there was none; any other does, even an empty one. */
function changed(before: Item | undefined, key: Item, update: Update | undefined): Item | undefined {
  if (!update) return before ?? key;
  const after = applyUpdate(before ?? key, update);
  const onlyTakesAway = update.set.length === 0 && update.add.length === 0;
  return !before && onlyTakesAway ? undefined : after;
}
