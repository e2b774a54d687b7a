import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ifConditionHolds } from './if-condition-holds';
import { TICK_KEY } from './keys';

/** How far the monitor queue has come, by the ticks that the sweep sends through it (SEMANTICS 3.7). Epoch ms. */
export class Ticks {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Notes that a tick has come through; one that was overtaken changes nothing. */
  async seen(sentAt: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: TICK_KEY,
      UpdateExpression: 'SET seenAt = :sentAt',
      ConditionExpression: 'attribute_not_exists(seenAt) OR seenAt < :sentAt',
      ExpressionAttributeValues: { ':sentAt': sentAt },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }

  /** When the newest tick that has come through was sent; 0 if none ever was. */
  async newest(): Promise<number> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: TICK_KEY, ConsistentRead: true }),
    );
    return Number(Item?.seenAt ?? 0);
  }
}
