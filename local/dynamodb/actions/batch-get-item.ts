import type { Action, Input, LocalContext } from '../../context';
import { leadingKeys, tablePermission } from '../access';
import type { Item } from '../attribute-value';
import { type Usage, capacityDetail, consumedCapacities, readUnits } from '../capacity';
import { requireTable } from '../catalogue';
import type { Path } from '../expression/ast';
import { readExpressions } from '../expression/expressions';
import { project } from '../expression/project';
import { identity } from '../history';
import { invalid } from '../invalid';
import { itemSize } from '../item-size';
import { Parameters } from '../parameters';
import { parseItem } from '../parse-item';
import { visibleItem } from '../stale-view';
import { type StoredKey, checkKey, storedKey } from '../stored-key';
import type { Table } from '../table';

const MAX_KEYS = 100;
const MAX_BYTES = 16 * 1024 * 1024;
const TABLE_PARAMETERS = ['Keys', 'ConsistentRead', 'ProjectionExpression', 'ExpressionAttributeNames'];

interface Part {
  /** The table as the request names it. */
  name: string;
  input: Input;
  table: Table;
  keys: { raw: unknown; key: StoredKey }[];
  consistent: boolean;
  projection: Path[] | undefined;
}

export const batchGetItem: Action = {
  permissions: (input, local) =>
    Object.entries((input['RequestItems'] ?? {}) as Record<string, { Keys?: unknown[] }>).map(
      ([name, part]) =>
        tablePermission(local, 'BatchGetItem', name, leadingKeys(local, name, part?.Keys ?? [])),
    ),
  run(input, local) {
    const parameters = new Parameters(input, ['RequestItems', 'ReturnConsumedCapacity']);
    const detail = capacityDetail(parameters);
    const parts = readParts(parameters, local);
    const read = parts.map((part) => ({ part, ...readPart(local, part, remaining(parts.length)) }));
    const left = read.filter(({ unprocessed }) => unprocessed.length > 0);
    return {
      Responses: Object.fromEntries(read.map(({ part, items }) => [part.name, items])),
      UnprocessedKeys: Object.fromEntries(
        left.map(({ part, unprocessed }) => [part.name, { ...part.input, Keys: unprocessed }]),
      ),
      ...consumedCapacities(
        read.flatMap(({ part, usages }) => usages.map((usage) => ({ table: part.table, usage }))),
        detail,
      ),
    };
  },
};

/** AWS shares the 16 MB over the whole answer; so that one table cannot starve another, each gets its part of it. */
const remaining = (tables: number): number => Math.floor(MAX_BYTES / tables);

function readParts(parameters: Parameters, local: LocalContext): Part[] {
  const entries = Object.entries(parameters.map('RequestItems'));
  if (entries.length === 0) {
    throw invalid(
      "1 validation error detected: Value '{}' at 'requestItems' failed to satisfy constraint: Member must have length greater than or equal to 1",
    );
  }
  const parts = entries.map(([name, raw]) => readTablePart(local, name, raw as Input));
  if (parts.reduce((sum, { keys }) => sum + keys.length, 0) > MAX_KEYS) {
    throw invalid('Too many items requested for the BatchGetItem call');
  }
  return parts;
}

function readTablePart(local: LocalContext, name: string, input: Input): Part {
  const parameters = new Parameters(input, TABLE_PARAMETERS, `requestItems.${name}.member.`);
  const raw = parameters.list('Keys', 1, MAX_KEYS);
  const { projection } = readExpressions(input);
  const parsed = raw.map((key) => parseItem(key));
  const table = requireTable(local, name);
  for (const key of parsed) checkKey(key, table.keys);
  const keys = parsed.map((key, index) => ({ raw: raw[index], key: storedKey(key, table.keys) }));
  if (new Set(keys.map(({ key }) => identity(key))).size < keys.length) {
    throw invalid('Provided list of item keys contains duplicates');
  }
  return { name, input, table, keys, consistent: parameters.flag('ConsistentRead'), projection };
}

function readPart(
  local: LocalContext,
  part: Part,
  budget: number,
): { items: Item[]; usages: Usage[]; unprocessed: unknown[] } {
  const items: Item[] = [];
  const usages: Usage[] = [];
  let bytes = 0;
  for (const [index, { key }] of part.keys.entries()) {
    const item = visibleItem(local, part.table, key, part.consistent);
    const size = item ? itemSize(item) : 0;
    if (bytes + size > budget) {
      return { items, usages, unprocessed: part.keys.slice(index).map(({ raw }) => raw) };
    }
    bytes += size;
    usages.push({ table: readUnits(size, part.consistent), indexes: {} });
    if (item) items.push(part.projection ? project(item, part.projection) : item);
  }
  return { items, usages, unprocessed: [] };
}
