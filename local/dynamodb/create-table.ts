import { randomUUID } from 'node:crypto';
import type { LocalContext } from '../context';
import { findTable, saveTable } from './catalogue';
import { addEntries, removeIndex, storeItem, storedItems } from './items';
import { storedKey } from './stored-key';
import { stateOf } from './state';
import type { Index, KeySchema, Projection, Table } from './table';

type ScalarType = 'S' | 'N' | 'B';

/** As CloudFormation and CreateTable write a key: the HASH element first, at most one RANGE. */
type KeyElements = readonly { AttributeName: string; KeyType: 'HASH' | 'RANGE' }[];

export interface TableDeclaration {
  name: string;
  keySchema: KeyElements;
  attributeDefinitions: readonly { AttributeName: string; AttributeType: ScalarType }[];
  indexes?: readonly {
    IndexName: string;
    KeySchema: KeyElements;
    Projection: { ProjectionType?: Projection['type']; NonKeyAttributes?: readonly string[] };
  }[];
  ttlAttribute?: string;
}

/**
 * Makes the table, or brings an existing one to this declaration: new indexes are filled, dropped ones
 * disappear, items stay. Throws where the key schema of a table or index with that name is another one.
 */
export function createTable(local: LocalContext, declaration: TableDeclaration): Table {
  return local.store.transaction(() => {
    const known = findTable(local, declaration.name);
    const keys = keySchema(declaration, declaration.keySchema, `table ${declaration.name}`);
    if (known && !sameKeys(known.keys, keys)) {
      throw new Error(
        `The key schema of table ${declaration.name} cannot be changed; its data has the other one`,
      );
    }
    const base = known ?? fresh(local, declaration.name);
    const table: Table = { ...base, keys, indexes: declaredIndexes(base, declaration, known?.indexes ?? []) };
    delete table.ttlAttribute;
    if (declaration.ttlAttribute !== undefined) table.ttlAttribute = declaration.ttlAttribute;
    saveTable(local, table);
    if (known) migrate(local, known, table);
    return table;
  });
}

function fresh(local: LocalContext, name: string): Omit<Table, 'keys' | 'indexes'> {
  const next = stateOf(local.store).statement('SELECT COALESCE(MAX(id), 0) + 1 AS id FROM dynamodb_tables');
  return { id: Number(next.get()?.['id']), name, tableId: randomUUID(), createdAt: local.clock.now() };
}

function keySchema(declaration: TableDeclaration, elements: KeyElements, where: string): KeySchema {
  const [hash, range, ...more] = elements;
  if (hash?.KeyType !== 'HASH' || (range && range.KeyType !== 'RANGE') || more.length > 0) {
    throw new Error(`The key schema of ${where} must be one HASH attribute and at most one RANGE attribute`);
  }
  const attribute = (name: string): KeySchema['hash'] => {
    const type = declaration.attributeDefinitions.find((d) => d.AttributeName === name)?.AttributeType;
    if (!type) throw new Error(`The key attribute ${name} of ${where} has no attribute definition`);
    return { name, type };
  };
  const keys = { hash: attribute(hash.AttributeName) };
  return range ? { ...keys, range: attribute(range.AttributeName) } : keys;
}

const sameKeys = (a: KeySchema, b: KeySchema): boolean => JSON.stringify(a) === JSON.stringify(b);

function declaredIndexes(
  table: Omit<Table, 'keys' | 'indexes'>,
  declaration: TableDeclaration,
  known: Index[],
): Index[] {
  const taken = new Set(known.map(({ id }) => id));
  return (declaration.indexes ?? []).map((index) => {
    const where = `index ${index.IndexName} of table ${declaration.name}`;
    const keys = keySchema(declaration, index.KeySchema, where);
    const projection = {
      type: index.Projection.ProjectionType ?? 'ALL',
      attributes: [...(index.Projection.NonKeyAttributes ?? [])],
    };
    const before = known.find(({ name }) => name === index.IndexName);
    if (before && !sameKeys(before.keys, keys))
      throw new Error(`The key schema of ${where} cannot be changed`);
    if (before && JSON.stringify(before.projection) !== JSON.stringify(projection)) {
      throw new Error(`The projection of ${where} cannot be changed`);
    }
    return { id: before?.id ?? freeId(table.id, taken), name: index.IndexName, keys, projection };
  });
}

const INDEX_IDS_PER_TABLE = 64;

function freeId(tableId: number, taken: Set<number>): number {
  let id = tableId * INDEX_IDS_PER_TABLE;
  while (taken.has(id)) id++;
  taken.add(id);
  return id;
}

/** Index entries and expiry times of items that were there before the declaration changed. */
function migrate(local: LocalContext, before: Table, after: Table): void {
  const state = stateOf(local.store);
  const dropped = before.indexes.filter(({ id }) => !after.indexes.some((index) => index.id === id));
  for (const { id } of dropped) removeIndex(state, id);
  const added = after.indexes.filter(({ id }) => !before.indexes.some((index) => index.id === id));
  if (added.length === 0 && before.ttlAttribute === after.ttlAttribute) return;
  for (const item of storedItems(state, after)) {
    addEntries(state, added, item, storedKey(item, after.keys));
    storeItem(state, after, item);
  }
}
