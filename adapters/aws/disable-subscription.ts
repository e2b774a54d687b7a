import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { disabledNotice } from '../../core/delivery/endpoint-notice';
import type { Subscription } from '../../core/subscription/subscription';
import { Changes } from './changes';
import { outboxPut } from './outbox';
import { Projects } from './projects';
import { Subscriptions } from './subscriptions';
import { transact } from './transact';

const ROUNDS = 3;

interface Target {
  project: string;
  id: string;
  /** `gone`: the endpoint answered 410; `failing`: it has only failed for days. */
  reason: 'gone' | 'failing';
  /** Epoch ms. */
  now: number;
  random: () => number;
}

/**
 * Disables a subscription because of its endpoint; the record of the change and the event
 * `endpoint.disabled` go in the same transaction. Does nothing if it is deleted or disabled already.
 */
export async function disableSubscription(
  tables: DynamoDBDocumentClient,
  { subscriptionsTable, outboxTable }: { subscriptionsTable: string; outboxTable: string },
  { project, id, reason, now, random }: Target,
): Promise<void> {
  const subscriptions = new Subscriptions(tables, subscriptionsTable);
  for (let round = 1; ; round++) {
    const before = await subscriptions.get(project, id, now);
    if (!before || before.status === 'disabled') return;
    const change = { at: now, project, actor: 'tocsin', action: 'subscription.disable', target: id };
    const writes = [
      ...subscriptions.changeWrites(before, disabled(before, reason, now)),
      new Projects(tables, subscriptionsTable).versionBump(project),
      new Changes(tables, subscriptionsTable, random).write(change),
      { item: outboxPut(outboxTable, disabledNotice(before, reason, now)) },
    ];
    try {
      return await transact(tables, writes, random);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || round === ROUNDS) throw error;
    }
  }
}

const disabled = (before: Subscription, disabledReason: Target['reason'], now: number): Subscription => ({
  ...before,
  status: 'disabled',
  disabledReason,
  updatedAt: now,
  revision: before.revision + 1,
});
