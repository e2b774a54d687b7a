import { GetCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { LocalAws } from '../local-aws';

type Row = Record<string, unknown>;

export async function stored(
  { tables }: LocalAws,
  table: string,
  key: { pk: string; sk: string },
): Promise<Row | undefined> {
  const { Item } = await tables.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }));
  return Item;
}

/** Every row of a table that belongs to the project. */
export async function storedOf({ tables }: LocalAws, table: string, project: string): Promise<Row[]> {
  const { Items } = await tables.send(new ScanCommand({ TableName: table, ConsistentRead: true }));
  return (Items ?? []).filter((row) => row.project === project);
}
