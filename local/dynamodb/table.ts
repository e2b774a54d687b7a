export interface KeyAttribute {
  name: string;
  type: 'S' | 'N' | 'B';
}

export interface KeySchema {
  hash: KeyAttribute;
  range?: KeyAttribute;
}

export interface Projection {
  type: 'ALL' | 'KEYS_ONLY' | 'INCLUDE';
  /** Besides all key attributes; only for INCLUDE. */
  attributes: string[];
}

export interface Index {
  /** Names the index's entries in the database; unique over all tables. */
  id: number;
  name: string;
  keys: KeySchema;
  projection: Projection;
}

export interface Table {
  id: number;
  name: string;
  /** The UUID that AWS calls TableId. */
  tableId: string;
  /** Epoch milliseconds. */
  createdAt: number;
  keys: KeySchema;
  indexes: Index[];
  ttlAttribute?: string;
}

export const keyAttributes = (keys: KeySchema): KeyAttribute[] =>
  keys.range ? [keys.hash, keys.range] : [keys.hash];

/** Names of the attributes that an index's entries carry; undefined means all of the item. */
export function projectedNames(table: Table, index: Index): string[] | undefined {
  if (index.projection.type === 'ALL') return undefined;
  const keys = [...keyAttributes(table.keys), ...keyAttributes(index.keys)].map(({ name }) => name);
  return [...new Set([...keys, ...index.projection.attributes])];
}
