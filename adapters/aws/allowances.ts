import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Allowance } from '../../core/allowance';
import { ifConditionHolds } from './if-condition-holds';
import { allowanceKey } from './keys';

/** How much of what is allowed in an hour or a day has been taken, by whom. */
export class Allowances {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Takes `count` at once. False, with nothing taken, if that is more than is left until the window ends. */
  async take({ what, most, windowMs }: Allowance, by: string, count: number, now: number): Promise<boolean> {
    if (count > most) return false;
    const begin = Math.floor(now / windowMs) * windowMs;
    const update = new UpdateCommand({
      TableName: this.table,
      Key: allowanceKey(what, by, begin),
      UpdateExpression: 'ADD taken :count SET expiresAt = :end',
      ConditionExpression: 'attribute_not_exists(taken) OR taken <= :room',
      ExpressionAttributeValues: {
        ':count': count,
        ':room': most - count,
        ':end': (begin + 2 * windowMs) / 1_000,
      },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }
}
