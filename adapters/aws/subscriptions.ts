import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { droppedTypes, matchRows } from '../../core/configuration/match-rows';
import type { Subscription } from '../../core/subscription/subscription';
import { matchKey, projectListKey, subscriptionKey } from './keys';
import { listPage, type Page } from './list';
import { getRow } from './read';
import type { Write } from './transact';

/**
 * Subscriptions and the match rows that `route` finds them by. A change is built here as items of one
 * transaction, which the caller completes with the project's version bump and the record of the change.
 */
export class Subscriptions {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  /** Of this project only; another project's subscription is as unknown as none. */
  async get(project: string, id: string, nowMs: number): Promise<Subscription | undefined> {
    const row = await this.find(id, nowMs);
    return row?.project === project ? row : undefined;
  }

  /** Whatever project it is in: for the little that may be shown without a key. */
  find(id: string, nowMs: number): Promise<Subscription | undefined> {
    return getRow<Subscription>(this.tables, this.table, subscriptionKey(id), nowMs);
  }

  list(
    project: string,
    page: { limit: number; after?: string | undefined; ascending?: boolean },
    nowMs: number,
  ): Promise<Page<Subscription>> {
    const listKeys = [projectListKey('subscriptions', project)];
    return listPage<Subscription>(this.tables, this.table, { listKeys, ...page }, nowMs);
  }

  createWrites(subscription: Subscription): Write[] {
    const put = {
      TableName: this.table,
      Item: this.row(subscription),
      ConditionExpression: 'attribute_not_exists(pk)',
    };
    return [{ item: { Put: put } }, ...this.matchPuts(subscription)];
  }

  /** Conditional on the revision that `before` was read with. Match rows follow only if they differ. */
  changeWrites(before: Subscription, after: Subscription): Write[] {
    const put = { TableName: this.table, Item: this.row(after), ...unchangedSince(before) };
    const same = JSON.stringify(matchRows(before)) === JSON.stringify(matchRows(after));
    return [
      { item: { Put: put }, otherwise: new ChangedMeanwhile('subscription') },
      ...(same ? [] : [...this.matchDeletes(before, droppedTypes(before, after)), ...this.matchPuts(after)]),
    ];
  }

  deleteWrites(before: Subscription): Write[] {
    const del = { TableName: this.table, Key: subscriptionKey(before.id), ...unchangedSince(before) };
    return [
      { item: { Delete: del }, otherwise: new ChangedMeanwhile('subscription') },
      ...this.matchDeletes(before, before.eventTypes),
    ];
  }

  private row(subscription: Subscription): Record<string, unknown> {
    return {
      ...subscriptionKey(subscription.id),
      ...subscription,
      listKey: projectListKey('subscriptions', subscription.project),
      listSort: subscription.id,
    };
  }

  private matchPuts(subscription: Subscription): Write[] {
    return matchRows(subscription).map((row) => {
      const Item = { ...matchKey(subscription.project, row.eventType, subscription.id), ...row };
      return { item: { Put: { TableName: this.table, Item } } };
    });
  }

  private matchDeletes({ project, id }: Subscription, eventTypes: string[]): Write[] {
    return eventTypes.map((eventType) => ({
      item: { Delete: { TableName: this.table, Key: matchKey(project, eventType, id) } },
    }));
  }
}

const unchangedSince = ({ revision }: Subscription) => ({
  ConditionExpression: 'revision = :revision',
  ExpressionAttributeValues: { ':revision': revision },
});
