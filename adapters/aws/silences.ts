import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Silence } from '../../core/notice/silence';
import { silencesPartition } from './keys';
import { isLive, type Row } from './read';
import type { Write } from './transact';

/** A silence that has ended is still shown for so long. */
const KEPT_SECONDS = 30 * 86_400;

const keyOf = ({ project, id }: Pick<Silence, 'project' | 'id'>) => ({
  pk: silencesPartition(project),
  sk: id,
});

export class Silences {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Newest last, ended ones too. */
  async of(project: string, now: number): Promise<Silence[]> {
    const found: Silence[] = [];
    const pages = paginateQuery(
      { client: this.tables },
      {
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': silencesPartition(project) },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages)
      for (const row of (Items ?? []) as (Row & Silence)[]) if (isLive(row, now)) found.push(row);
    return found;
  }

  write(silence: Silence): Write {
    const expiresAt = Math.ceil(silence.until / 1_000) + KEPT_SECONDS;
    return { item: { Put: { TableName: this.table, Item: { ...keyOf(silence), ...silence, expiresAt } } } };
  }

  deletion(silence: Pick<Silence, 'project' | 'id'>): Write {
    return { item: { Delete: { TableName: this.table, Key: keyOf(silence) } } };
  }
}
