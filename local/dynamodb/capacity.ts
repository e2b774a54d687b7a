import type { Item } from './attribute-value';
import { project } from './expression/project';
import { itemSize } from './item-size';
import type { Parameters } from './parameters';
import { indexKey } from './stored-key';
import { type Index, type Table, projectedNames } from './table';
import type { Decision } from './write';

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** Units of one table and, by name, of its indexes. */
export interface Usage {
  table: number;
  indexes: Record<string, number>;
}

/** A failed or empty write costs one unit; an update is billed by the larger of the two sizes. */
export function writeUsage({ write, before, after }: Decision, factor = 1): Usage {
  const bytes = Math.max(before ? itemSize(before) : 0, after ? itemSize(after) : 0);
  const indexes: Record<string, number> = {};
  for (const index of write.table.indexes) {
    const units = indexUnits(write.table, index, before, after);
    if (units > 0) indexes[index.name] = units * factor;
  }
  return { table: units(bytes, WRITE_UNIT_BYTES) * factor, indexes };
}

/** A changed key is a deletion and an insertion; an entry that stays as it is costs nothing. */
function indexUnits(table: Table, index: Index, before: Item | undefined, after: Item | undefined): number {
  const from = before && indexKey(before, index.keys);
  const to = after && indexKey(after, index.keys);
  const [old, young] = [from && entryOf(table, index, before), to && entryOf(table, index, after)];
  const moved = from && to && !(from.hash.equals(to.hash) && from.range.equals(to.range));
  const cost = (entry: Item | undefined): number => (entry ? units(itemSize(entry), WRITE_UNIT_BYTES) : 0);
  if (moved) return cost(old) + cost(young);
  if (old && young && JSON.stringify(old) === JSON.stringify(young)) return 0;
  return Math.max(cost(old), cost(young));
}

/** What an index's entry carries of an item. */
export function entryOf(table: Table, index: Index, item: Item): Item {
  const names = projectedNames(table, index);
  return names
    ? project(
        item,
        names.map((name) => [name]),
      )
    : item;
}

export const readUnits = (bytes: number, consistent: boolean): number =>
  units(bytes, READ_UNIT_BYTES) * (consistent ? 1 : 0.5);

const units = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

/** Which detail of consumption the request asks for. */
export const capacityDetail = (parameters: Parameters): 'INDEXES' | 'TOTAL' | 'NONE' =>
  parameters.choice('ReturnConsumedCapacity', ['INDEXES', 'TOTAL', 'NONE'], 'NONE');

/** The `ConsumedCapacity` of one table. `kind` names the units once more, as transactions do. */
export function consumedCapacity(
  table: Table,
  usages: readonly Usage[],
  detail: 'INDEXES' | 'TOTAL',
  kind?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): object {
  const counted = (units: number): object => ({ CapacityUnits: units, ...(kind && { [kind]: units }) });
  const own = usages.reduce((sum, usage) => sum + usage.table, 0);
  const byIndex = new Map<string, number>();
  for (const [name, units] of usages.flatMap((usage) => Object.entries(usage.indexes))) {
    byIndex.set(name, (byIndex.get(name) ?? 0) + units);
  }
  const total = [...byIndex.values()].reduce((sum, units) => sum + units, own);
  const summary = { TableName: table.name, ...counted(total) };
  if (detail === 'TOTAL') return summary;
  const indexes = Object.fromEntries([...byIndex].map(([name, units]) => [name, counted(units)]));
  return {
    ...summary,
    Table: counted(own),
    ...(byIndex.size > 0 && { GlobalSecondaryIndexes: indexes }),
  };
}

/** As `consumedCapacity` for a call over several tables, to be spread into its answer. */
export function consumedCapacities(
  usages: readonly { table: Table; usage: Usage }[],
  detail: 'INDEXES' | 'TOTAL' | 'NONE',
  kind?: 'ReadCapacityUnits' | 'WriteCapacityUnits',
): { ConsumedCapacity?: object[] } {
  if (detail === 'NONE') return {};
  const tables = [...new Set(usages.map(({ table }) => table))];
  return {
    ConsumedCapacity: tables.map((table) => {
      const own = usages.filter((entry) => entry.table === table).map(({ usage }) => usage);
      return consumedCapacity(table, own, detail, kind);
    }),
  };
}
