import { createHash } from 'node:crypto';

/**
 * The shard, 0 to count - 1, that a key always falls into. Spreads index partitions, each of which
 * takes 1,000 writes a second (DynamoDB quota), evenly and without remembering anything.
 */
export function shardOf(key: string, count: number): number {
  return createHash('sha256').update(key).digest().readUInt32BE(0) % count;
}
