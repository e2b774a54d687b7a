import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TransactItem } from './counting-writes';
import { getRows, type Row } from './read';

type Key = { pk: string; sk: string };

/** Rows that are read, folded and written on their version, in the transaction of the marks (SEMANTICS 3.6). */
export interface Versioned {
  version: number;
  era?: number;
}

/** Reads rows as they are stored: one that has expired is still there, and a write that replaces it has to know. */
export async function readVersioned<T extends Versioned>(
  tables: DynamoDBDocumentClient,
  table: string,
  keys: readonly Key[],
): Promise<Map<string, T & Row>> {
  const rows = await getRows<T>(tables, table, keys, 0);
  return new Map(rows.map((row) => [nameOf(row), row]));
}

export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

/** The put of a row's next version; it fails if somebody else has written it since it was read. */
export const versionedPut = (table: string, key: Key, item: object, seen: number): TransactItem => ({
  Put: {
    TableName: table,
    Item: { ...item, ...key, version: seen + 1 },
    ...(seen === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': seen } }),
  },
});
