import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Pace } from '../../core/delivery/pace';
import { paceKey } from './keys';

/** Which endpoints have been seen to take seconds. */
export class Paces {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  async mark(subscription: string, pace: Pace): Promise<void> {
    const Item = { ...paceKey(subscription), ...pace, expiresAt: Math.ceil(pace.slowUntil / 1_000) };
    await this.tables.send(new PutCommand({ TableName: this.table, Item }));
  }
}
