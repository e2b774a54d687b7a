import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Pace } from '../../core/delivery/pace';
import { paceKey } from './keys';

/** Which endpoints have been seen to answer quickly, and which to take seconds. The row goes with its subscription. */
export class Paces {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  async mark(subscription: string, pace: Pace): Promise<void> {
    const Item = { ...paceKey(subscription), ...pace };
    await this.tables.send(new PutCommand({ TableName: this.table, Item }));
  }
}
