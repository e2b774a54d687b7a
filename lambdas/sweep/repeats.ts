import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { DeliverQueue } from '../../adapters/aws/deliver-queue';
import type { Events } from '../../adapters/aws/events';
import type { Groupings } from '../../adapters/aws/groupings';
import { alertKey, subscriptionKey } from '../../adapters/aws/keys';
import type { Ledgers } from '../../adapters/aws/ledgers';
import { getRow } from '../../adapters/aws/read';
import type { Alert } from '../../core/alert/alert';
import { dueAfterFailure } from '../../core/delivery/wake-up';
import { decompress } from '../../core/event/entry';
import { pack } from '../../core/notice/content';
import { NOTICE, repeatId, repeatMs } from '../../core/notice/grouping';
import type { Ledger } from '../../core/notice/ledger';
import type { ToldEvent } from '../../core/notice/notice';
import type { Subscription } from '../../core/subscription/subscription';

export interface RepeatTools {
  tables: DynamoDBDocumentClient;
  monitoringTable: string;
  subscriptionsTable: string;
  ledgers: Ledgers;
  groupings: Groupings;
  events: Events;
  queue: DeliverQueue;
  now: () => number;
}

type Due = Ledger & { project: string; dueAt: number };

/** What still fires, and nobody has acknowledged, is sent again (SEMANTICS 6.4). */
export async function sweepLedger(tools: RepeatTools, key: { pk: string; sk: string }): Promise<void> {
  const { tables, monitoringTable, subscriptionsTable, ledgers, now } = tools;
  const ledger = await getRow<Due>(tables, monitoringTable, key, now());
  if (!ledger || !(ledger.dueAt <= now())) return;
  const alert = await getRow<Alert>(tables, monitoringTable, alertKey(ledger.alert), now());
  const subscription = await getRow<Subscription>(
    tables,
    subscriptionsTable,
    subscriptionKey(ledger.subscription),
    now(),
  );
  const after = subscription ? repeatMs(subscription) : 0;
  const fires = alert?.status === 'firing' && alert.acknowledgedAt === undefined;
  if (!fires || after === 0) return ledgers.repeated(ledger);
  await tellAgain(tools, ledger);
  await ledgers.repeated(ledger, now() + after);
}

/** The same notice however often it is begun: the count goes up after it is there. */
async function tellAgain(tools: RepeatTools, ledger: Due): Promise<void> {
  const { groupings, events, queue, now } = tools;
  const { project, subscription, alert, event = '' } = ledger;
  const row = await events.get(project, event);
  if (!row) return;
  const repeat = (ledger.repeats ?? 0) + 1;
  const notice = repeatId(subscription, alert, repeat);
  const z = pack({ items: [{ event: JSON.parse(decompress(row.z)) as ToldEvent }], more: 0, repeat });
  const at = now();
  const { dueAt } = dueAfterFailure(at, at);
  if (!(await groupings.putNotice({ project, subscription, notice }, { at, dueAt, z }))) return;
  const named = { project, event: notice, subscription, type: NOTICE, acceptedAt: at };
  await queue.send([{ message: { v: 1, ...named, attempt: 1 } }]);
}
