import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { EventEntry } from '../../core/event/event';
import { MAX_UNKNOWN, OTHERS } from '../../core/monitor/unknown-models';
import { toldCostsKey } from './keys';
import { outboxPut } from './outbox';
import { transact } from './transact';

const DAY_SECONDS = 86_400;

class NotNew extends Error {}

/** Which models of unknown cost a project has been told of, by day. */
export class ToldCosts {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { monitoringTable: string; outboxTable: string },
    private random: () => number,
  ) {}

  /**
   * Promises `entry`, once for the model (an id) and the day; the sweep publishes it. `full`: so many models have been
   * told of on that day that this one is not. There is always room for `OTHERS`.
   */
  async tell(entry: EventEntry, day: string, model: string): Promise<'told' | 'before' | 'full'> {
    const Key = toldCostsKey(entry.project, day);
    const room = model === OTHERS ? '' : ' AND size(models) < :max';
    const update = {
      TableName: this.names.monitoringTable,
      Key,
      UpdateExpression: 'SET expiresAt = :expiresAt ADD models :models',
      ConditionExpression: `attribute_not_exists(models) OR (NOT contains(models, :model)${room})`,
      ExpressionAttributeValues: {
        ...{ ':model': model, ':models': new Set([model]) },
        ':expiresAt': Math.ceil(entry.receivedAt / 1_000) + 3 * DAY_SECONDS,
        ...(model !== OTHERS && { ':max': MAX_UNKNOWN }),
      },
    };
    const promise = { item: outboxPut(this.names.outboxTable, entry) };
    try {
      await transact(
        this.tables,
        [{ item: { Update: update }, otherwise: new NotNew() }, promise],
        this.random,
      );
      return 'told';
    } catch (error) {
      if (!(error instanceof NotNew)) throw error;
    }
    const query = { TableName: this.names.monitoringTable, Key, ConsistentRead: true };
    const { Item } = await this.tables.send(new GetCommand(query));
    return (Item?.models as Set<string> | undefined)?.has(model) ? 'before' : 'full';
  }
}
