import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dataKeyKey, projectKey, PROJECTS_LIST_KEY, versionKey } from './keys';
import { listPage, type Page } from './list';
import { getRow } from './read';
import type { Write } from './transact';

export interface Project {
  id: string;
  name: string;
  /** Epoch ms. */
  createdAt: number;
}

export class Projects {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  get(id: string, nowMs: number): Promise<Project | undefined> {
    return getRow<Project>(this.tables, this.table, projectKey(id), nowMs);
  }

  list(page: { limit: number; after?: string | undefined }, nowMs: number): Promise<Page<Project>> {
    return listPage<Project>(this.tables, this.table, { listKeys: [PROJECTS_LIST_KEY], ...page }, nowMs);
  }

  /** The project, its configuration version and its data key (base64 ciphertext). */
  createWrites(project: Project, ciphertext: string): Write[] {
    const rows = [
      { ...projectKey(project.id), ...project, listKey: PROJECTS_LIST_KEY, listSort: project.id },
      { ...versionKey(project.id), version: 1 },
      { ...dataKeyKey(project.id), ciphertext },
    ];
    return rows.map((Item) => ({
      item: { Put: { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    }));
  }

  /** Makes `route` read the candidates of a project anew (SEMANTICS 1.4). */
  versionBump(project: string): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: versionKey(project),
          UpdateExpression: 'ADD version :one',
          ExpressionAttributeValues: { ':one': 1 },
        },
      },
    };
  }
}
