import type { Divergences } from '../contract';
import { transactions } from './transactions';

/** Cases that dynalite 4.0.0 fails, and why. */
export const DYNALITE_DIVERGENCES: Divergences = {
  ...Object.fromEntries(Object.keys(transactions).map((name) => [name, 'there are no transactions'])),
  'delete: ReturnValues other than ALL_OLD is refused': 'the parameter is not checked',
  'condition: equality of documents and sets': 'maps and lists are compared by identity',
  'condition: contains finds a document in a list': 'only scalars are found',
  'condition: ALL_OLD on failure answers the item': 'ReturnValuesOnConditionCheckFailure is not implemented',
  'update: REMOVE alone makes no item': 'an empty item is made',
  'update: REMOVE of list elements counts in the old list':
    'later indexes count in the list that is already shorter',
  'error: AWS names the token of a syntax error': "syntax errors are worded by the parser's generator",
  'error: AWS names the end of an expression': "syntax errors are worded by the parser's generator",
  'index: an empty key is refused': 'empty index keys are accepted',
  'limit: sizes are in UTF-8 bytes': 'sizes are counted in UTF-16 units',
  'limit: expressions of 4 KB': 'the length of expressions is not limited',
  'capacity: an index entry costs on its own': 'index units are not counted',
};
