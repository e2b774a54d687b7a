import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import { tocsinEntry } from '../../core/event/made-by-tocsin';
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
  /** Epoch ms. */
  now: number;
  random: () => number;
}

/**
 * Disables a subscription because its endpoint said that it is gone; the record of the change and the event
 * `endpoint.disabled` go in the same transaction. Does nothing if it is deleted or disabled already.
 */
export async function disableSubscription(
  tables: DynamoDBDocumentClient,
  { subscriptionsTable, outboxTable }: { subscriptionsTable: string; outboxTable: string },
  { project, id, now, random }: Target,
): Promise<void> {
  const subscriptions = new Subscriptions(tables, subscriptionsTable);
  for (let round = 1; ; round++) {
    const before = await subscriptions.get(project, id, now);
    if (!before || before.status === 'disabled') return;
    const change = { at: now, project, actor: 'tocsin', action: 'subscription.disable', target: id };
    const writes = [
      ...subscriptions.changeWrites(before, gone(before, now)),
      new Projects(tables, subscriptionsTable).versionBump(project),
      new Changes(tables, subscriptionsTable, random).write(change),
      { item: outboxPut(outboxTable, notice(before, now)) },
    ];
    try {
      return await transact(tables, writes, random);
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || round === ROUNDS) throw error;
    }
  }
}

const gone = (before: Subscription, now: number): Subscription => ({
  ...before,
  status: 'disabled',
  disabledReason: 'gone',
  updatedAt: now,
  revision: before.revision + 1,
});

function notice({ project, id, name, eventTypes, revision }: Subscription, now: number) {
  const data = { subscription: { id, name, eventTypes }, reason: 'gone' };
  return tocsinEntry({
    project,
    type: 'endpoint.disabled',
    subject: id,
    now,
    occasion: `${id}:${revision}`,
    data,
  });
}
