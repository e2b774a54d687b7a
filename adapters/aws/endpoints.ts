import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Breaker } from '../../core/delivery/breaker';
import type { Pace } from '../../core/delivery/pace';
import type { Slot } from '../../core/delivery/rate-limit';
import type { Pause } from '../../core/delivery/pause';
import type { Subscription } from '../../core/subscription/subscription';
import { subscriptionKey } from './keys';
import { isLive, type Row } from './read';

/** A subscription, and how its endpoint has been doing lately. */
export interface Endpoint {
  subscription: Subscription;
  breaker?: Breaker;
  pace?: Pace;
  /** When the next place in the line of its rate limit is free, epoch ms. */
  nextPlaceAt?: number;
  pause?: Pause;
}

/**
 * The subscription and what stands beside it: one partition, read consistently and at one moment. Undefined if there is
 * no such subscription.
 */
export async function readEndpoint(
  tables: DynamoDBDocumentClient,
  table: string,
  id: string,
  nowMs: number,
): Promise<Endpoint | undefined> {
  const { Items } = await tables.send(
    new QueryCommand({
      TableName: table,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': subscriptionKey(id).pk },
      ConsistentRead: true,
    }),
  );
  const rows = ((Items ?? []) as Row[]).filter((row) => isLive(row, nowMs));
  const find = <T>(kind: string): T | undefined => rows.find(({ sk }) => sk === kind) as T | undefined;
  const subscription = find<Subscription>('subscription');
  const breaker = find<Breaker>('breaker');
  const pace = find<Pace>('pace');
  const nextPlaceAt = find<Partial<Record<Slot['kind'], number>>>('rate')?.line;
  const pause = find<Pause>('pause');
  return (
    subscription && {
      subscription,
      ...(breaker && { breaker }),
      ...(pace && { pace }),
      ...(nextPlaceAt !== undefined && { nextPlaceAt }),
      ...(pause && { pause }),
    }
  );
}
