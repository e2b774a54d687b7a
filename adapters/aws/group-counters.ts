import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Bucket, Counters, Outcomes, Overdue } from '../../core/monitor/counters';
import type { GroupName, GroupRow } from './group-rows';
import { bucketSort, groupPartition } from './keys';
import { isLive, type Row } from './read';

type Counted = Row & { era?: number };

export interface GroupWithCounters {
  row: GroupRow;
  counters: Counters;
}

/**
 * A group and what it has counted since `from` (epoch ms, the start of a bucket), in one consistent Query. What an
 * earlier era counted, before a person made the group begin anew, is left out (SEMANTICS 5.4).
 */
export async function loadGroup(
  tables: DynamoDBDocumentClient,
  table: string,
  { monitor, generation, id }: GroupName,
  from: number,
  nowMs: number,
): Promise<GroupWithCounters | undefined> {
  const found: Counted[] = [];
  const pages = paginateQuery(
    { client: tables },
    {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND sk >= :from',
      ExpressionAttributeValues: {
        ':pk': groupPartition(monitor, generation, id),
        ':from': bucketSort(Math.max(0, from)),
      },
      ConsistentRead: true,
    },
  );
  for await (const { Items } of pages) found.push(...((Items ?? []) as Counted[]));
  const rows = found.filter((row) => isLive(row, nowMs));
  const row = rows.find(({ sk }) => sk === 'group') as GroupRow | undefined;
  return row && { row, counters: countersOf(rows.filter(({ era }) => era === row.ignoreBefore)) };
}

function countersOf(rows: readonly Counted[]): Counters {
  const only = (name: string): unknown => rows.find(({ sk }) => sk === name);
  return {
    buckets: rows
      .filter(({ sk }) => sk.startsWith('bucket#'))
      .map((row) => bucketOf(row as unknown as Bucket)),
    outcomes: (only('outcomes') as Outcomes | undefined) ?? { version: 0, last: [] },
    overdue: (only('overdue') as Overdue | undefined) ?? { version: 0, runs: [] },
  };
}

const bucketOf = ({ start, count, sum, bad }: Bucket): Bucket => ({ start, count, sum, bad });
