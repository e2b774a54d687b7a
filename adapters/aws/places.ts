import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { intervalMs, placesBefore, type RateLimit, type Slot } from '../../core/delivery/rate-limit';
import { ifConditionHolds } from './if-condition-holds';
import { rateKey } from './keys';

const ROUNDS = 5;
const KEPT_SECONDS = 30 * 86_400;

/** The places that a rate limit has to give: one row a subscription, shared by everybody who sends to it. */
export class Places {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Takes the next `count` places and answers when they are (epoch ms), the first of them not before `now`. */
  async take(
    subscription: string,
    kind: Slot['kind'],
    count: number,
    limit: RateLimit,
    now: number,
  ): Promise<number[]> {
    const span = count * intervalMs(limit);
    for (let round = 1; round <= ROUNDS; round++) {
      const nextFreeAt =
        (await this.move(subscription, kind, span, now)) ?? (await this.begin(subscription, kind, span, now));
      if (nextFreeAt !== undefined) return placesBefore(nextFreeAt, count, limit);
    }
    throw new Error(`No place could be had in the rate limit of ${subscription}`);
  }

  /** Behind those who have come before. */
  private move(subscription: string, kind: Slot['kind'], span: number, now: number) {
    return this.update(subscription, kind, now, {
      set: '#next = #next + :span',
      condition: '#next >= :now',
      values: { ':span': span },
    });
  }

  /** The limiter has been idle, so the first slot is now. */
  private begin(subscription: string, kind: Slot['kind'], span: number, now: number) {
    return this.update(subscription, kind, now, {
      set: '#next = :next',
      condition: 'attribute_not_exists(#next) OR #next < :now',
      values: { ':next': now + span },
    });
  }

  private async update(
    subscription: string,
    kind: Slot['kind'],
    now: number,
    { set, condition, values }: { set: string; condition: string; values: Record<string, number> },
  ): Promise<number | undefined> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: rateKey(subscription),
      UpdateExpression: `SET ${set}, expiresAt = :expiresAt`,
      ConditionExpression: condition,
      ExpressionAttributeNames: { '#next': kind },
      ExpressionAttributeValues: {
        ...values,
        ':now': now,
        ':expiresAt': Math.ceil(now / 1_000) + KEPT_SECONDS,
      },
      ReturnValues: 'ALL_NEW',
    });
    const answer = await ifConditionHolds(() => this.tables.send(update));
    return answer?.Attributes?.[kind] as number | undefined;
  }
}
