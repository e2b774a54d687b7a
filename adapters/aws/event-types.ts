import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { enforcedTypesKey, eventTypeKey } from './keys';
import type { Page } from './list';
import { MAX_SORT_BYTES, getRow } from './read';
import type { Write } from './transact';

/** What a project says about one of its event types. */
export interface EventType {
  project: string;
  type: string;
  description?: string;
  /** JSON Schema, dialect 2020-12. */
  schema?: Record<string, unknown>;
  /** Whether `ingest` refuses data that breaks the schema. */
  enforce: boolean;
  /** Epoch ms. */
  createdAt: number;
  updatedAt: number;
}

/** As it is stored: the schema is JSON text, so that reading one costs nothing but its bytes. */
export interface EventTypeRow extends Omit<EventType, 'schema'> {
  schema?: string;
}

const schemaText = ({ schema }: Pick<EventType, 'schema'>): string | undefined =>
  schema && JSON.stringify(schema);

/** What a type counts for its project, bytes of UTF-8. */
export const schemaBytes = (eventType: Pick<EventType, 'schema'> | undefined): number =>
  Buffer.byteLength((eventType && schemaText(eventType)) ?? '');

const typeOf = ({ schema, ...row }: EventTypeRow): EventType => ({
  ...row,
  ...(schema !== undefined && { schema: JSON.parse(schema) as Record<string, unknown> }),
});

export class EventTypes {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  async get(project: string, type: string, nowMs: number): Promise<EventType | undefined> {
    const row = await getRow<EventTypeRow>(this.tables, this.table, eventTypeKey(project, type), nowMs);
    return row && typeOf(row);
  }

  /** By name; `after` is the last name of the page before. */
  async list(project: string, page: { limit: number; after?: string | undefined }): Promise<Page<EventType>> {
    const { pk, sk: from } = eventTypeKey(project, page.after === undefined ? '' : `${page.after}!`);
    const { sk: to } = eventTypeKey(project, '~');
    if (from > to || Buffer.byteLength(from) > MAX_SORT_BYTES) return { rows: [] };
    const { Items = [] } = await this.tables.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk AND sk BETWEEN :from AND :to',
        ExpressionAttributeValues: { ':pk': pk, ':from': from, ':to': to },
        Limit: page.limit + 1,
        ConsistentRead: true,
      }),
    );
    const rows = (Items.slice(0, page.limit) as EventTypeRow[]).map(typeOf);
    const next = Items.length > page.limit ? rows.at(-1)?.type : undefined;
    return { rows, ...(next !== undefined && { next }) };
  }

  /** Makes it, or replaces `before` if that still stands. */
  putWrites(after: EventType, before: EventType | undefined): Write[] {
    const { schema: _, ...rest } = after;
    const schema = schemaText(after);
    const Item = {
      ...eventTypeKey(after.project, after.type),
      ...rest,
      ...(schema !== undefined && { schema }),
    };
    const put = { TableName: this.table, Item, ...unchangedSince(before) };
    return [
      { item: { Put: put }, otherwise: new ChangedMeanwhile('event type') },
      this.enforced(after.enforce ? 'ADD' : 'DELETE', after),
    ];
  }

  deleteWrites(before: EventType): Write[] {
    const del = {
      TableName: this.table,
      Key: eventTypeKey(before.project, before.type),
      ...unchangedSince(before),
    };
    return [
      { item: { Delete: del }, otherwise: new ChangedMeanwhile('event type') },
      this.enforced('DELETE', before),
    ];
  }

  /** The list by which `ingest` knows which schemas to read. */
  private enforced(action: 'ADD' | 'DELETE', { project, type }: Pick<EventType, 'project' | 'type'>): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: enforcedTypesKey(project),
          UpdateExpression: `${action} types :type`,
          ExpressionAttributeValues: { ':type': new Set([type]) },
        },
      },
    };
  }
}

const unchangedSince = (before: EventType | undefined) =>
  before === undefined
    ? { ConditionExpression: 'attribute_not_exists(pk)' }
    : {
        ConditionExpression: 'updatedAt = :before',
        ExpressionAttributeValues: { ':before': before.updatedAt },
      };
