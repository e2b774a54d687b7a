import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { capHour } from '../../core/notice/grouping';
import { groupingKey, rateCapKey } from './keys';
import { getRows } from './read';

/** What the next delivery of a group would find; `openUntil` (epoch ms) is when the notice that waits is sent. */
export interface GroupStanding {
  openUntil?: number;
  /** Messages that the subscription has sent in the hour of `now`. */
  sentThisHour: number;
}

/** Reads what `Groupings` would decide by, and changes nothing. */
export async function groupStanding(
  tables: DynamoDBDocumentClient,
  table: string,
  { subscription, group }: { subscription: string; group: string },
  now: number,
): Promise<GroupStanding> {
  const keys = [groupingKey(subscription, group), rateCapKey(subscription, capHour(now))];
  const rows = await getRows<{ flushAt?: number; sent?: number }>(tables, table, keys, now);
  const openUntil = rows.find(({ flushAt }) => flushAt !== undefined && flushAt > now)?.flushAt;
  const sentThisHour = rows.find(({ sent }) => sent !== undefined)?.sent ?? 0;
  return { sentThisHour, ...(openUntil !== undefined && { openUntil }) };
}
