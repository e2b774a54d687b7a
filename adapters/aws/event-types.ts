import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NotFound } from '../../core/configuration/errors';
import { assignments } from './assignments';
import { eventTypeKey } from './keys';
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

export class EventTypes {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  get(project: string, type: string, nowMs: number): Promise<EventType | undefined> {
    return getRow<EventType>(this.tables, this.table, eventTypeKey(project, type), nowMs);
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
    const rows = Items.slice(0, page.limit) as EventType[];
    const next = Items.length > page.limit ? rows.at(-1)?.type : undefined;
    return { rows, ...(next !== undefined && { next }) };
  }

  /** Makes or replaces it; the time at which it was made stays. */
  putWrite({ createdAt, ...eventType }: EventType): Write {
    const set = assignments({ ...eventType });
    const gone = ['description', 'schema'].filter((name) => !(name in eventType));
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: eventTypeKey(eventType.project, eventType.type),
          UpdateExpression:
            `${set.expression}, createdAt = if_not_exists(createdAt, :createdAt)` +
            (gone.length > 0 ? ` REMOVE ${gone.map((name) => `#${name}`).join(', ')}` : ''),
          ExpressionAttributeNames: {
            ...set.names,
            ...Object.fromEntries(gone.map((name) => [`#${name}`, name])),
          },
          ExpressionAttributeValues: { ...set.values, ':createdAt': createdAt },
        },
      },
    };
  }

  deleteWrite(project: string, type: string): Write {
    const del = {
      TableName: this.table,
      Key: eventTypeKey(project, type),
      ConditionExpression: 'attribute_exists(pk)',
    };
    return { item: { Delete: del }, otherwise: new NotFound('event type') };
  }
}
