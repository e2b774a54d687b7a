import { type LocalContext } from '../context';
import { type Item, attributeOf, typeOf } from './attribute-value';
import { capacityDetail, consumedCapacity, readUnits } from './capacity';
import { type Expressions, readExpressions } from './expression/expressions';
import { invalid, invalidParameter } from './invalid';
import type { Page } from './page';
import type { Parameters } from './parameters';
import type { Position } from './rows';
import { checkKey, storedKey } from './stored-key';
import { type Index, type KeySchema, type Table, keyAttributes, projectedNames } from './table';

export const READ_PARAMETERS = [
  'TableName',
  'IndexName',
  'Limit',
  'Select',
  'FilterExpression',
  'ProjectionExpression',
  'ExpressionAttributeNames',
  'ExpressionAttributeValues',
  'ExclusiveStartKey',
  'ConsistentRead',
  'ReturnConsumedCapacity',
];

/** What Query and Scan have in common. */
interface ReadRequest {
  table: Table;
  index: Index | undefined;
  keys: KeySchema;
  limit: number | undefined;
  consistent: boolean;
  countOnly: boolean;
  expressions: Expressions;
  start: Position | undefined;
}

export function readRequest(parameters: Parameters, local: LocalContext): ReadRequest {
  const limit = parameters.integer('Limit', 1);
  const select = readSelect(parameters);
  const expressions = readExpressions(parameters.input);
  const startKey = parameters.optionalItem('ExclusiveStartKey');
  const table = parameters.table(local);
  const index = readIndex(parameters, table);
  const consistent = parameters.flag('ConsistentRead');
  if (index && consistent) throw invalid('Consistent reads are not supported on global secondary indexes');
  if (index) checkProjection(table, index, select, expressions);
  return {
    table,
    index,
    keys: index?.keys ?? table.keys,
    limit,
    consistent,
    countOnly: select === 'COUNT',
    expressions,
    start: startKey && position(startKey, table, index),
  };
}

const SELECTS = ['SPECIFIC_ATTRIBUTES', 'COUNT', 'ALL_ATTRIBUTES', 'ALL_PROJECTED_ATTRIBUTES', ''] as const;

function readSelect(parameters: Parameters): (typeof SELECTS)[number] {
  const select = parameters.choice('Select', SELECTS, '');
  const projects = parameters.has('ProjectionExpression');
  if (projects && select !== '' && select !== 'SPECIFIC_ATTRIBUTES') {
    throw invalid(`Cannot specify the ProjectionExpression when choosing to get ${SELECT_NAMES[select]}`);
  }
  if (select === 'SPECIFIC_ATTRIBUTES' && !projects) {
    throw invalid(
      'Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES',
    );
  }
  if (select === 'ALL_PROJECTED_ATTRIBUTES' && !parameters.has('IndexName')) {
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName');
  }
  return select;
}

const SELECT_NAMES = {
  COUNT: 'only the Count',
  ALL_ATTRIBUTES: 'ALL_ATTRIBUTES',
  ALL_PROJECTED_ATTRIBUTES: 'ALL_PROJECTED_ATTRIBUTES',
} as const;

function readIndex(parameters: Parameters, table: Table): Index | undefined {
  const name = parameters.text('IndexName');
  const index = table.indexes.find((candidate) => candidate.name === name);
  if (name !== undefined && !index) throw invalid(`The table does not have the specified index: ${name}`);
  return index;
}

function checkProjection(table: Table, index: Index, select: string, { projection }: Expressions): void {
  const names = projectedNames(table, index);
  if (!names) return;
  if (select === 'ALL_ATTRIBUTES') {
    throw invalidParameter(
      `Select type ALL_ATTRIBUTES is not supported for global secondary index ${index.name} because its projection type is not ALL`,
    );
  }
  const missing = [...new Set(projection?.map(([name]) => name).filter((name) => !names.includes(name)))];
  if (missing.length > 0) {
    throw invalidParameter(`Global secondary index ${index.name} does not project [${missing.join(', ')}]`);
  }
}

function position(startKey: Item, table: Table, index: Index | undefined): Position {
  const attributes = new Map(
    [...keyAttributes(table.keys), ...(index ? keyAttributes(index.keys) : [])].map((key) => [
      key.name,
      key.type,
    ]),
  );
  const complete = [...attributes].every(([name, type]) => {
    const value = attributeOf(startKey, name);
    return value !== undefined && typeOf(value) === type;
  });
  if (!complete || Object.keys(startKey).length !== attributes.size) {
    const detail = index ? '' : ': The provided key element does not match the schema';
    throw invalid(`The provided starting key is invalid${detail}`);
  }
  const own = Object.fromEntries(
    keyAttributes(table.keys).map(({ name }) => [name, attributeOf(startKey, name)]),
  ) as Item;
  checkKey(own, table.keys);
  const item = storedKey(own, table.keys);
  return { item, at: index ? storedKey(startKey, index.keys) : item };
}

/** The answer of Query and Scan. */
export function pageAnswer(parameters: Parameters, request: ReadRequest, page: Page): object {
  const { table, index, consistent, countOnly } = request;
  const detail = capacityDetail(parameters);
  const units = readUnits(page.bytes, consistent);
  const usage = index ? { table: 0, indexes: { [index.name]: units } } : { table: units, indexes: {} };
  return {
    ...(!countOnly && { Items: page.items }),
    Count: page.items.length,
    ScannedCount: page.scanned,
    ...(page.lastKey && { LastEvaluatedKey: page.lastKey }),
    ...(detail !== 'NONE' && { ConsumedCapacity: consumedCapacity(table, [usage], detail) }),
  };
}
