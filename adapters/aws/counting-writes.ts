import { NumberValue, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { decimalText } from '../../core/monitor/exact-sum';
import { retentionMs } from '../../core/monitor/grid';
import { newestMentions, MAX_MENTIONS } from '../../core/monitor/mention';
import type { Monitor } from '../../core/monitor/monitor';
import type { BucketTally, GroupTally, Place, Seen, UncountedTally } from '../../core/monitor/tally';
import { groupDueShard } from './group-rows';
import { bucketKey, groupKey, markKey, placesKey, unknownGroupKey, unknownModelKey } from './keys';

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

const DAY_SECONDS = 86_400;
/** Longer than the monitor queue (4), the dead queue (14) and a dead letter (90) together (SEMANTICS 3.3). */
const MARK_DAYS = 110;
const MODEL_DAYS = 30;

/** How long a count may wait for its evaluation before the sweep looks: the worker that counts evaluates at once. */
const GRACE_MS = 120_000;

const inSeconds = (ms: number): number => Math.ceil(ms / 1_000);

/** An event older than this is not counted any more: its mark may have been forgotten. Epoch ms. */
export const oldestCounted = (now: number): number => now - (MARK_DAYS - 1) * DAY_SECONDS * 1_000;

/** That this shard has counted this event; the put fails if it has. */
export const markPut = (
  table: string,
  shard: number,
  { project, id, receivedAt }: Seen['event'],
): TransactItem => ({
  Put: {
    TableName: table,
    Item: { ...markKey(project, id, shard), expiresAt: inSeconds(receivedAt) + MARK_DAYS * DAY_SECONDS },
    ConditionExpression: 'attribute_not_exists(pk)',
  },
});

/**
 * Kept from now on, as a backlog is counted when its time is long over. `sum` goes in steps of 1e-9, and DynamoDB adds
 * decimal numbers exactly: with the 15 digits before the point of each it never outgrows its 38.
 */
export function bucketUpdate(
  table: string,
  monitor: Monitor,
  { id, era }: Place,
  { start, count, steps, bad }: BucketTally,
  now: number,
): TransactItem {
  return {
    Update: {
      TableName: table,
      Key: bucketKey(monitor.id, monitor.generation, id, { start, ...(era !== undefined && { era }) }),
      UpdateExpression: `SET #start = :start, expiresAt = :expiresAt${era === undefined ? '' : ', era = :era'}
        ADD #count :count, #sum :sum, bad :bad`,
      ExpressionAttributeNames: { '#start': 'start', '#count': 'count', '#sum': 'sum' },
      ExpressionAttributeValues: {
        ...{ ':start': start, ':count': count, ':bad': bad },
        ':sum': NumberValue.from(decimalText(steps)),
        ':expiresAt': inSeconds(Math.max(start, now) + retentionMs(monitor)),
        ...(era === undefined ? {} : { ':era': era }),
      },
    },
  };
}

/** The group is there, of the era that is counted for, and is looked at soon even if nobody comes back. */
export function groupTouch(
  table: string,
  { monitor, place, mentions }: Pick<GroupTally, 'monitor' | 'place' | 'mentions'>,
  now: number,
): TransactItem {
  const name = { monitor: monitor.id, generation: monitor.generation, id: place.id };
  const { era } = place;
  const newest = newestMentions(mentions);
  return {
    Update: {
      TableName: table,
      Key: groupKey(name.monitor, name.generation, name.id),
      UpdateExpression: `SET dueShard = :shard, dueAt = :dueAt, countedAt = :now${recentSet(newest.length)} ADD #counts :one`,
      ConditionExpression: `attribute_exists(pk) AND ${era === undefined ? 'attribute_not_exists(ignoreBefore)' : 'ignoreBefore = :era'}`,
      ExpressionAttributeNames: { '#counts': 'counts' },
      ExpressionAttributeValues: {
        ...{ ':shard': groupDueShard(name), ':dueAt': now + GRACE_MS },
        ...{ ':now': now, ':one': 1 },
        ...(newest.length > 0 && { ':newest': newest }),
        ...(newest.length > 0 && newest.length < MAX_MENTIONS && { ':none': [] }),
        ...(era === undefined ? {} : { ':era': era }),
      },
    },
  };
}

/**
 * Keeps the newest events of the last three batches, without reading the group: `recent1` holds this batch, and the older
 * ones shift by one. A batch with three events is enough by itself, so the older ones need not shift.
 */
function recentSet(count: number): string {
  if (count === 0) return '';
  if (count >= MAX_MENTIONS) return ', recent1 = :newest';
  return ', recent3 = if_not_exists(recent2, :none), recent2 = if_not_exists(recent1, :none), recent1 = :newest';
}

/** Of the attributes that count the fields for which events were skipped; 21 at most, of monitors' own settings. */
export const MISSING = 'missing.';

/** What is known not to have been counted, and of which models and groups the cost is not known (SEMANTICS 3.3, 3.5). */
export function uncountedUpdates(
  table: string,
  { monitor, counts, models, groups, missing }: UncountedTally,
  now: number,
): TransactItem[] {
  const { id, project, generation } = monitor;
  const update = (Key: { pk: string; sk: string }, set: object, add: object): TransactItem => ({
    Update: { TableName: table, Key, ...addition({ project, monitor: id, ...set }, add) },
  });
  const expiresAt = inSeconds(now) + MODEL_DAYS * DAY_SECONDS;
  const { late, skipped, unknownCost } = counts;
  const fields = Object.fromEntries([...missing].map(([field, events]) => [MISSING + field, events]));
  return [
    update(placesKey(id, generation), {}, { late, skipped, unknownCost, ...fields }),
    ...[...models].map(([model, { unknown, events }]) =>
      update(unknownModelKey(id, generation, model), { ...unknown, expiresAt }, { events }),
    ),
    ...[...groups].map(([group, { events, models, ...of }]) =>
      update(unknownGroupKey(id, generation, group), { group: of.group, expiresAt }, { events, models }),
    ),
  ];
}

/** Sets some attributes and adds to others. Every name is a placeholder: many are reserved words, and paths have dots. */
function addition(set: object, add: object) {
  const all = Object.entries({ ...set, ...add });
  const places = new Map(all.map(([name], index) => [name, index]));
  const each = (fields: object, operator: string): string =>
    Object.keys(fields)
      .map((name) => `#n${places.get(name)}${operator}:v${places.get(name)}`)
      .join(', ');
  return {
    UpdateExpression: `SET ${each(set, ' = ')} ADD ${each(add, ' ')}`,
    ExpressionAttributeNames: Object.fromEntries(all.map(([name], index) => [`#n${index}`, name])),
    ExpressionAttributeValues: Object.fromEntries(all.map(([, value], index) => [`:v${index}`, value])),
  };
}
