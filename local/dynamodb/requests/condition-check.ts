import type { LocalContext } from '../../context';
import { readExpressions } from '../expression/expressions';
import { invalid } from '../invalid';
import type { Parameters } from '../parameters';
import { checkKey, storedKey } from '../stored-key';
import type { Write } from '../write';
import { WRITE_PARAMETERS, writeOptions } from './write-options';

export const CHECK_PARAMETERS = ['Key', ...WRITE_PARAMETERS];

/** A ConditionCheck of a transaction: nothing changes. */
export function conditionCheckRequest(parameters: Parameters, local: LocalContext): Write {
  const key = parameters.item('Key');
  const { condition } = readExpressions(parameters.input);
  if (!condition) throw invalid('The expression can not be empty;');
  const table = parameters.table(local);
  checkKey(key, table.keys);
  return {
    table,
    key: storedKey(key, table.keys),
    change: (before) => before,
    ...writeOptions(parameters, condition),
  };
}
