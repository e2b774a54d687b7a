import { DeleteCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Pause } from '../../core/delivery/pause';
import { ifConditionHolds } from './if-condition-holds';
import { pauseKey } from './keys';

/** A pause, and the first of the places behind it that were taken. */
export type Placed = Pause & { first: number };

/** What was put off has returned long before. */
const KEPT_SECONDS = 86_400;

/** Pauses that endpoints have asked for, and how many deliveries wait behind each. */
export class Pauses {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /**
   * Pauses an endpoint, and takes a place for the delivery that was told so. A pause that goes on is only made longer:
   * its places stay taken.
   */
  async begin(subscription: string, pause: Pause, now: number): Promise<Placed> {
    const set = 'pausedUntil = :until, lengthMs = :length, expiresAt = :expiresAt';
    const values = {
      ...{ ':until': pause.pausedUntil, ':length': pause.lengthMs },
      ':expiresAt': Math.ceil(pause.pausedUntil / 1_000) + KEPT_SECONDS,
    };
    const anew = {
      expression: `SET ${set}, placed = :count`,
      condition: 'attribute_not_exists(pk) OR pausedUntil <= :now',
      values: { ...values, ':now': now },
    };
    const longer = { expression: `SET ${set} ADD placed :count`, condition: 'pausedUntil < :until', values };
    return (
      (await this.placed(subscription, 1, anew)) ??
      (await this.placed(subscription, 1, longer)) ??
      (await this.take(subscription, 1, now)) ?? { ...pause, first: 0 }
    );
  }

  /** Takes places behind a pause; undefined if it is over. */
  async take(subscription: string, count: number, now: number): Promise<Placed | undefined> {
    const condition = 'pausedUntil > :now';
    return this.placed(subscription, count, {
      ...{ expression: 'ADD placed :count', condition, values: { ':now': now } },
    });
  }

  /** The caller that ends it knows that the endpoint is back, or is another one. */
  async end(subscription: string): Promise<void> {
    await this.tables.send(new DeleteCommand({ TableName: this.table, Key: pauseKey(subscription) }));
  }

  private async placed(
    subscription: string,
    count: number,
    {
      expression,
      condition,
      values,
    }: { expression: string; condition: string; values: Record<string, number> },
  ): Promise<Placed | undefined> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: pauseKey(subscription),
      UpdateExpression: expression,
      ConditionExpression: condition,
      ExpressionAttributeValues: { ...values, ':count': count },
      ReturnValues: 'ALL_NEW',
    });
    const answer = await ifConditionHolds(() => this.tables.send(update));
    if (!answer) return undefined;
    const { pausedUntil, lengthMs, placed } = answer.Attributes as Pause & { placed: number };
    return { pausedUntil, lengthMs, first: placed - count };
  }
}
