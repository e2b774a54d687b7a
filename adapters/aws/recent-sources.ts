import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { eventListKeys, INDEX } from './keys';

/** Of each partition of the list: together a thousand events, some 40 read units. */
const PER_PARTITION = 125;

export interface RecentSources {
  sources: ReadonlySet<string>;
  /** True if no older events are stored, so that these are all sources. */
  complete: boolean;
}

/** The sources of the newest stored events of a project, from the list index alone, which lags a little. */
export async function recentSources(
  tables: DynamoDBDocumentClient,
  table: string,
  project: string,
): Promise<RecentSources> {
  const pages = await Promise.all(
    eventListKeys(project).map((listKey) =>
      tables.send(
        new QueryCommand({
          TableName: table,
          IndexName: INDEX.list,
          KeyConditionExpression: 'listKey = :list',
          ExpressionAttributeNames: { '#source': 'source' },
          ExpressionAttributeValues: { ':list': listKey },
          ProjectionExpression: '#source',
          ScanIndexForward: false,
          Limit: PER_PARTITION,
        }),
      ),
    ),
  );
  const rows = pages.flatMap(({ Items = [] }) => Items as { source?: string }[]);
  return {
    sources: new Set(rows.flatMap(({ source }) => (source === undefined ? [] : [source]))),
    complete: pages.every(({ LastEvaluatedKey }) => LastEvaluatedKey === undefined),
  };
}
