import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { placesKey } from './keys';
import { isLive, type Row } from './read';

/** What a generation of a monitor has not counted, by reason and by model, and how many of its places are taken. */
export interface UncountedRows {
  taken: number;
  late: number;
  skipped: number;
  unknownCost: number;
  models: Record<string, number>;
}

type Stored = Row & { model?: string; events?: number } & Partial<Omit<UncountedRows, 'models'>>;

/** All in one partition, read consistently. */
export async function loadUncounted(
  tables: DynamoDBDocumentClient,
  table: string,
  monitor: string,
  generation: number,
  nowMs: number,
): Promise<UncountedRows> {
  const { pk, sk } = placesKey(monitor, generation);
  const rows: Stored[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  for await (const { Items } of paginateQuery({ client: tables }, query))
    rows.push(...((Items ?? []) as Stored[]));
  const live = rows.filter((row) => isLive(row, nowMs));
  const { taken = 0, late = 0, skipped = 0, unknownCost = 0 } = live.find((row) => row.sk === sk) ?? {};
  const models = live.flatMap(({ model, events }) =>
    model === undefined ? [] : [[model, events ?? 0] as const],
  );
  return { taken, late, skipped, unknownCost, models: Object.fromEntries(models) };
}
