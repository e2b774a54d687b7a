import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Monitor } from '../../core/monitor/monitor';
import { candidatePatterns } from '../../core/subscription/event-type';
import { monitorKey, versionKey, watchPartition } from './keys';
import { getRow, getRows } from './read';

/** Which monitors watch which events. */
export class Watches {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** The version of a project's configuration, read consistently: every change of a monitor raises it. */
  async version(project: string): Promise<number> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: versionKey(project), ConsistentRead: true }),
    );
    return Number(Item?.version ?? 0);
  }

  /** The monitors that are on and watch this type, each once. */
  async of(project: string, type: string, nowMs: number): Promise<Monitor[]> {
    const watching = await Promise.all(candidatePatterns(type).map((pattern) => this.ids(project, pattern)));
    const keys = [...new Set(watching.flat())].map(monitorKey);
    const monitors = await getRows<Monitor>(this.tables, this.table, keys, nowMs);
    return monitors.filter(({ enabled }) => enabled);
  }

  /** Undefined if it has been deleted. */
  get(monitor: string, nowMs: number): Promise<Monitor | undefined> {
    return getRow<Monitor>(this.tables, this.table, monitorKey(monitor), nowMs);
  }

  private async ids(project: string, pattern: string): Promise<string[]> {
    const ids: string[] = [];
    const pages = paginateQuery(
      { client: this.tables },
      {
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': watchPartition(project, pattern) },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) ids.push(...(Items ?? []).map(({ sk }) => String(sk)));
    return ids;
  }
}
