import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { keyKey } from '../../adapters/aws/keys';
import type { StoredKey } from './authorizer';

/** Reads keys consistently: a key works from the moment it was made, and no longer than it may. */
export function keyReader(tables: DynamoDBDocumentClient, table: string) {
  return async (id: string): Promise<StoredKey | undefined> => {
    const { Item } = await tables.send(
      new GetCommand({ TableName: table, Key: keyKey(id), ConsistentRead: true }),
    );
    return Item as StoredKey | undefined;
  };
}
