import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { keyKey, projectListKey } from './keys';
import { listPage, type Page } from './list';
import { getRow } from './read';
import type { Write } from './transact';

export type KeyScope = 'ingest' | 'read' | 'admin';

/** A project's key as it is stored: the text itself is shown once and kept nowhere. */
export interface AccessKey {
  /** `key_` + ULID; the key's text contains the ULID, which finds this row. */
  id: string;
  project: string;
  name: string;
  /** Missing where it may stand in no path. */
  kind?: 'path';
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

  /** Of this project only. */
  async get(project: string, id: string, nowMs: number): Promise<AccessKey | undefined> {
    const row = await getRow<AccessKey>(this.tables, this.table, keyKey(id), nowMs);
    return row?.project === project ? row : undefined;
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

  /** Of a key that is not revoked. The row stays, so that it can be seen whose key it was. */
  revokeWrite(id: string, nowMs: number): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: keyKey(id),
          UpdateExpression: 'SET revokedAt = :now',
          ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
          ExpressionAttributeValues: { ':now': nowMs },
        },
      },
      otherwise: new ChangedMeanwhile('key'),
    };
  }
}
