import { GetCommand, paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { matchPartition, versionKey } from '../../adapters/aws/keys';
import { candidatePatterns } from '../../core/subscription/event-type';
import { buildIndex, type MatchIndex } from '../../core/subscription/match-index';
import type { MatchRow } from '../../core/subscription/subscription';
import { Cache } from '../cache';
import { logError } from '../log';

/** Of compiled filters, in a function of 512 MB. */
const MAX_BYTES = 125_000_000;
/** A key and an index without rows. */
const BYTES_PER_INDEX = 1_000;

/** The subscriptions that may match a type, indexed by their filters; read again only when something changed. */
export class Candidates {
  private indexes: Cache<MatchIndex>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    now: () => number,
  ) {
    this.indexes = new Cache(MAX_BYTES, Infinity, now, ({ bytes }) => bytes + BYTES_PER_INDEX);
  }

  /**
   * The version of a project's configuration, read consistently: a subscription made before an event was accepted
   * has raised it before the event came here (SEMANTICS 1.4). Read it before `of`, once for a batch.
   */
  async version(project: string): Promise<number> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: versionKey(project), ConsistentRead: true }),
    );
    return Number(Item?.version ?? 0);
  }

  async of(project: string, type: string, version: number): Promise<MatchIndex> {
    const key = `${project}#${version}#${type}`;
    const known = this.indexes.get(key);
    if (known) return known;
    const found = await Promise.all(candidatePatterns(type).map((pattern) => this.read(project, pattern)));
    const index = buildIndex(found.flat());
    for (const { row, error } of index.broken)
      logError('route.filter', error, { project, type, subscription: row.subscription });
    return this.indexes.set(key, index);
  }

  private async read(project: string, eventType: string): Promise<MatchRow[]> {
    const rows: MatchRow[] = [];
    const pages = paginateQuery(
      { client: this.tables },
      {
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': matchPartition(project, eventType) },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) rows.push(...((Items ?? []) as MatchRow[]));
    return rows;
  }
}
