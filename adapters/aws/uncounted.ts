import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Group } from '../../core/monitor/counters';
import { byEvents, type MissingField } from '../../core/monitor/missing-fields';
import type { UnknownModel } from '../../core/monitor/unknown-models';
import { MISSING } from './counting-writes';
import { placesKey, unknownGroupKey, unknownModelKey } from './keys';
import { isLive, type Row } from './read';

export type UnknownModelRow = UnknownModel & { id: string };

/** A group, with how many of its events have cost nobody knows how much, and the ids of their models. */
export interface UnknownGroupRow {
  id: string;
  group: Group;
  events: number;
  models: string[];
}

/** What a generation of a monitor has not counted, by reason, model and group, and how many of its places are taken. */
export interface UncountedRows {
  taken: number;
  late: number;
  skipped: number;
  unknownCost: number;
  /** Of `skipped`, by the field that events lack. */
  missing: MissingField[];
  models: UnknownModelRow[];
  groups: UnknownGroupRow[];
}

type Counts = Partial<Omit<UncountedRows, 'models' | 'groups' | 'missing'>>;

/** All in one partition, read consistently. */
export async function loadUncounted(
  tables: DynamoDBDocumentClient,
  table: string,
  monitor: string,
  generation: number,
  nowMs: number,
): Promise<UncountedRows> {
  const { pk, sk } = placesKey(monitor, generation);
  const rows: Row[] = [];
  const query = {
    TableName: table,
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': pk },
    ConsistentRead: true,
  };
  for await (const { Items } of paginateQuery({ client: tables }, query))
    rows.push(...((Items ?? []) as Row[]));
  const live = rows.filter((row) => isLive(row, nowMs));
  const counts = (live.find((row) => row.sk === sk) ?? {}) as Counts;
  const { taken = 0, late = 0, skipped = 0, unknownCost = 0 } = counts;
  const models = withIds(live, unknownModelKey(monitor, generation, '').sk) as UnknownModelRow[];
  const groups = withIds(live, unknownGroupKey(monitor, generation, '').sk) as StoredGroup[];
  return {
    ...{ taken, late, skipped, unknownCost, missing: missingOf(counts) },
    models: models.map(({ id, model, provider, reason, events }) => ({
      ...{ id, model, reason, events },
      ...(provider !== undefined && { provider }),
    })),
    groups: groups.map(({ id, group, events, models }) => ({ id, group, events, models: [...models] })),
  };
}

const missingOf = (counts: object): MissingField[] =>
  byEvents(
    Object.entries(counts).flatMap(([name, events]) =>
      name.startsWith(MISSING) ? [[name.slice(MISSING.length), Number(events)] as const] : [],
    ),
  );

type StoredGroup = Omit<UnknownGroupRow, 'models'> & { models: Set<string> };

const withIds = (rows: readonly Row[], prefix: string): unknown[] =>
  rows.filter(({ sk }) => sk.startsWith(prefix)).map((row) => ({ ...row, id: row.sk.slice(prefix.length) }));
