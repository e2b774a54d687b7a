import { QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { isLive, type Row } from '../../adapters/aws/read';
import { subscriptionKey } from '../../adapters/aws/keys';
import type { Breaker } from '../../core/delivery/breaker';
import type { Pace } from '../../core/delivery/pace';
import type { Subscription } from '../../core/subscription/subscription';
import { Cache } from '../cache';

/** A subscription, and how its endpoint has been doing lately. */
export interface Endpoint {
  subscription: Subscription;
  breaker?: Breaker;
  pace?: Pace;
}

/** A change of a subscription, a rotation without overlap too, takes effect within this time. */
const CACHE_MS = 5_000;
const MAX_CACHED = 2_000;

/** Endpoints as `deliver` needs them: read rarely, and read anew when one was changed here. */
export class EndpointReader {
  private cache: Cache<Endpoint>;

  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private now: () => number,
  ) {
    this.cache = new Cache(MAX_CACHED, CACHE_MS, now);
  }

  /** Undefined if there is none, or if it belongs to another project. */
  async get(project: string, id: string): Promise<Endpoint | undefined> {
    const known = this.cache.get(id) ?? (await this.read(id));
    return known?.subscription.project === project ? known : undefined;
  }

  /** As the tables have it at this moment. */
  async getAnew(project: string, id: string): Promise<Endpoint | undefined> {
    this.forget(id);
    return this.get(project, id);
  }

  forget(id: string): void {
    this.cache.delete(id);
  }

  /** What has just been learned here counts here at once. */
  remember(endpoint: Endpoint): void {
    this.cache.set(endpoint.subscription.id, endpoint);
  }

  /** The subscription and what stands beside it are one partition, read at one moment. */
  private async read(id: string): Promise<Endpoint | undefined> {
    const { Items } = await this.tables.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk',
        ExpressionAttributeValues: { ':pk': subscriptionKey(id).pk },
        ConsistentRead: true,
      }),
    );
    const rows = ((Items ?? []) as Row[]).filter((row) => isLive(row, this.now()));
    const find = <T>(kind: string): T | undefined => rows.find(({ sk }) => sk === kind) as T | undefined;
    const subscription = find<Subscription>('subscription');
    if (!subscription) return undefined;
    const breaker = find<Breaker>('breaker');
    const pace = find<Pace>('pace');
    return this.cache.set(id, { subscription, ...(breaker && { breaker }), ...(pace && { pace }) });
  }
}
