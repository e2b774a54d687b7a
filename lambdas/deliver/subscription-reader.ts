import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { subscriptionKey } from '../../adapters/aws/keys';
import type { Subscription } from '../../core/subscription/subscription';
import { Cache } from '../cache';

/** A change of a subscription, a rotation without overlap too, takes effect within this time. */
const CACHE_MS = 5_000;
const MAX_CACHED = 2_000;

/** Subscriptions as `deliver` needs them: read rarely, and read anew when one was changed here. */
export class SubscriptionReader {
  private cache: Cache<Subscription>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    now: () => number,
  ) {
    this.cache = new Cache(MAX_CACHED, CACHE_MS, now);
  }

  /** Undefined if there is none, or if it belongs to another project. */
  async get(project: string, id: string): Promise<Subscription | undefined> {
    const known = this.cache.get(id) ?? (await this.read(id));
    return known?.project === project ? known : undefined;
  }

  forget(id: string): void {
    this.cache.delete(id);
  }

  private async read(id: string): Promise<Subscription | undefined> {
    const { Item } = await this.tables.send(
      new GetCommand({ TableName: this.table, Key: subscriptionKey(id), ConsistentRead: true }),
    );
    return Item ? this.cache.set(id, Item as Subscription) : undefined;
  }
}
