import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventTypeRow } from '../../adapters/aws/event-types';
import { enforcedTypesKey, eventTypeKey } from '../../adapters/aws/keys';
import { getRows } from '../../adapters/aws/read';
import { Cache } from '../cache';

/** A change of a schema takes effect within this time. */
const CACHE_MS = 30_000;
/** Names of types, over all projects. */
const MAX_NAMES = 50_000;
/** Of the schemas' JSON text, over all projects; parsed they take several times that. */
const MAX_SCHEMA_BYTES = 8 * 1024 * 1024;

export type Schemas = ReadonlyMap<string, object>;

/** The JSON Schemas that projects enforce; only those of a request's types are read, and rarely: ingest is the hot path. */
export class EnforcedSchemas {
  private names: Cache<ReadonlySet<string>>;
  private schemas: Cache<{ schema: object | undefined; bytes: number }>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private now: () => number,
  ) {
    this.names = new Cache(MAX_NAMES, CACHE_MS, now, (names) => names.size + 1);
    this.schemas = new Cache(MAX_SCHEMA_BYTES, CACHE_MS, now, ({ bytes }) => bytes);
  }

  /** By type; without those for which nothing is enforced. */
  async of(project: string, types: readonly string[]): Promise<Schemas> {
    const enforced = this.names.get(project) ?? this.names.set(project, await this.readNames(project));
    const wanted = [...new Set(types)].filter((type) => enforced.has(type));
    const known = new Map<string, object | undefined>();
    for (const type of wanted) {
      const cached = this.schemas.get(nameOf(project, type));
      if (cached) known.set(type, cached.schema);
    }
    const unknown = wanted.filter((type) => !known.has(type));
    for (const [type, schema] of await this.read(project, unknown)) known.set(type, schema);
    return new Map([...known].flatMap(([type, schema]) => (schema ? [[type, schema] as const] : [])));
  }

  private async readNames(project: string): Promise<ReadonlySet<string>> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: enforcedTypesKey(project), ConsistentRead: true }),
    );
    return new Set((Item?.types as Set<string> | undefined) ?? []);
  }

  private async read(project: string, types: readonly string[]): Promise<Map<string, object | undefined>> {
    if (types.length === 0) return new Map();
    const keys = types.map((type) => eventTypeKey(project, type));
    const rows = await getRows<EventTypeRow>(this.tables, this.table, keys, this.now());
    const found = new Map<string, object | undefined>(types.map((type) => [type, undefined]));
    for (const { type, schema, enforce } of rows) {
      const parsed = enforce && schema !== undefined ? (JSON.parse(schema) as object) : undefined;
      this.schemas.set(nameOf(project, type), { schema: parsed, bytes: schema?.length ?? 0 });
      found.set(type, parsed);
    }
    return found;
  }
}

const nameOf = (project: string, type: string): string => `${project}#${type}`;
