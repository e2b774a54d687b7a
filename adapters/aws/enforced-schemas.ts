import { paginateQuery, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { projectKey } from './keys';

/** A change of a schema takes effect within this time. */
const CACHE_MS = 30_000;
const MAX_PROJECTS = 1_000;

interface EventTypeRow {
  type: string;
  enforce: boolean;
  schema?: object;
}

export type Schemas = ReadonlyMap<string, object>;

/** The JSON Schemas that a project enforces, by event type; read rarely, since ingest is the hot path. */
export class EnforcedSchemas {
  private cache = new Map<string, { schemas: Schemas; until: number }>();

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private now: () => number,
  ) {}

  async of(project: string): Promise<Schemas> {
    const cached = this.cache.get(project);
    if (cached && cached.until > this.now()) return cached.schemas;
    const schemas = await this.read(project);
    if (this.cache.size >= MAX_PROJECTS) this.cache.clear();
    this.cache.set(project, { schemas, until: this.now() + CACHE_MS });
    return schemas;
  }

  private async read(project: string): Promise<Schemas> {
    const schemas = new Map<string, object>();
    const pages = paginateQuery(
      { client: this.tables },
      {
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :types)',
        ExpressionAttributeValues: { ':pk': projectKey(project).pk, ':types': 'type#' },
        ConsistentRead: true,
      },
    );
    for await (const { Items } of pages) {
      for (const { type, schema, enforce } of (Items ?? []) as EventTypeRow[])
        if (enforce && schema) schemas.set(type, schema);
    }
    return schemas;
  }
}
