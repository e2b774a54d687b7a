import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeliveryRow } from '../../core/delivery/delivery';
import { transition, type Next } from '../../core/delivery/transitions';
import { dueAfterSweep } from '../../core/delivery/wake-up';
import { rowUpdate } from './delivery-write';
import type { DueRow } from './due-rows';
import { ifConditionHolds } from './if-condition-holds';
import { dueShard, INDEX, parkedShards } from './keys';

const SPARE = 8;

/** What waits for an endpoint whose breaker is open. */
export class Parked {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** At most `limit`, those first that are to go first. A hash spreads them, so that no partition holds many of them. */
  async oldest(subscription: string, limit: number): Promise<DueRow[]> {
    const names = parkedShards(subscription);
    const share = Math.min(limit, Math.ceil((2 * limit) / names.length) + SPARE);
    return (await Promise.all(names.map((shard) => this.shard(shard, share))))
      .flat()
      .sort((one, other) => one.dueAt - other.dueAt)
      .slice(0, limit);
  }

  /**
   * Back to `queued`, on the sweep's list in case the message that follows gets lost. Undefined if it has moved on:
   * somebody has sent or discarded it.
   */
  async queue(seen: DueRow, nowMs: number): Promise<DeliveryRow | undefined> {
    const dueAt = dueAfterSweep({ nextAt: nowMs, dueAt: nowMs }, nowMs);
    return this.move(seen, { state: 'queued', dueAt, dueShard: dueShard(seen.pk.replace('delivery#', '')) });
  }

  /** Keeps it as held until the subscription is enabled again. False if its row was changed meanwhile. */
  async hold(seen: DueRow): Promise<boolean> {
    return (await this.move(seen, { state: 'held' })) !== undefined;
  }

  private async shard(shard: string, limit: number): Promise<DueRow[]> {
    const rows: DueRow[] = [];
    let start: Record<string, unknown> | undefined;
    do {
      const page = await this.tables.send(
        new QueryCommand({
          TableName: this.table,
          IndexName: INDEX.due,
          KeyConditionExpression: 'dueShard = :shard',
          ExpressionAttributeValues: { ':shard': shard },
          Limit: limit - rows.length,
          ...(start && { ExclusiveStartKey: start }),
        }),
      );
      rows.push(...((page.Items ?? []) as DueRow[]));
      start = page.LastEvaluatedKey;
    } while (start && rows.length < limit);
    return rows;
  }

  private async move({ pk, sk, attempt }: DueRow, next: Next): Promise<DeliveryRow | undefined> {
    const change = transition([{ state: 'parked', where: { attempt } }], next);
    const update = new UpdateCommand({
      ...rowUpdate(this.table, { pk, sk }, change),
      ReturnValues: 'ALL_NEW',
    });
    return (await ifConditionHolds(() => this.tables.send(update)))?.Attributes as DeliveryRow | undefined;
  }
}
