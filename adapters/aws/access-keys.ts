import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { NotFound } from '../../core/configuration/errors';
import { keyKey, projectListKey } from './keys';
import { listPage, type Page } from './list';
import type { Write } from './transact';

export type KeyScope = 'ingest' | 'read' | 'admin';

/** A project's key as it is stored: the text itself is shown once and kept nowhere. */
export interface AccessKey {
  /** `key_` + ULID; the ULID stands in the key's text, so that it finds this row. */
  id: string;
  project: string;
  name: string;
  scopes: KeyScope[];
  /** base64url of the SHA-256 of the key's whole text. */
  hash: string;
  /** Epoch ms. */
  createdAt: number;
  revokedAt?: number;
}

export class AccessKeys {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  list(
    project: string,
    page: { limit: number; after?: string | undefined },
    nowMs: number,
  ): Promise<Page<AccessKey>> {
    const listKeys = [projectListKey('keys', project)];
    return listPage<AccessKey>(this.tables, this.table, { listKeys, ...page }, nowMs);
  }

  createWrite(key: AccessKey): Write {
    const Item = {
      ...keyKey(key.id),
      ...key,
      listKey: projectListKey('keys', key.project),
      listSort: key.id,
    };
    return {
      item: { Put: { TableName: this.table, Item, ConditionExpression: 'attribute_not_exists(pk)' } },
    };
  }

  /** The row stays, so that it can be seen whose key it was; the first revocation's time stands. */
  revokeWrite(project: string, id: string, nowMs: number): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: keyKey(id),
          UpdateExpression: 'SET revokedAt = if_not_exists(revokedAt, :now)',
          ConditionExpression: '#project = :project',
          ExpressionAttributeNames: { '#project': 'project' },
          ExpressionAttributeValues: { ':now': nowMs, ':project': project },
        },
      },
      otherwise: new NotFound('key'),
    };
  }
}
