import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ifConditionHolds } from './if-condition-holds';
import { tickKey } from './keys';

/** Longer than any message stays in a queue. */
const KEPT_MS = 15 * 86_400_000;

/** How far the monitor queue has come with each project, by the ticks that the sweep sends through it (SEMANTICS 3.7). */
export class Ticks {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Notes that a tick has come through; one that was overtaken changes nothing. */
  async seen(project: string, sentAt: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: tickKey(project),
      UpdateExpression: 'SET seenAt = :sentAt, expiresAt = :expiresAt',
      ConditionExpression: 'attribute_not_exists(seenAt) OR seenAt < :sentAt',
      ExpressionAttributeValues: {
        ':sentAt': sentAt,
        ':expiresAt': Math.ceil((sentAt + KEPT_MS) / 1_000),
      },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }

  /** When the newest tick that has come through was sent, epoch ms; 0 if none ever was. */
  async newest(project: string): Promise<number> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: tickKey(project), ConsistentRead: true }),
    );
    return Number(Item?.seenAt ?? 0);
  }
}
