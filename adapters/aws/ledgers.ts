import { QueryCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Ledger, LedgerEntry } from '../../core/notice/ledger';
import { ifConditionHolds } from './if-condition-holds';
import { alertKey, dueShard, ledgerKey } from './keys';
import { getRow } from './read';

/** Entries that a ledger keeps: an alert has a few edges. */
const MAX_ENTRIES = 100;

type Named = Pick<Ledger, 'alert' | 'subscription'>;

/** What subscriptions have been told of alerts. */
export class Ledgers {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
  ) {}

  get({ alert, subscription }: Named, now: number): Promise<Ledger | undefined> {
    return getRow<Ledger>(this.tables, this.table, ledgerKey(alert, subscription), now);
  }

  /** All of an alert. */
  async of(alert: string): Promise<Ledger[]> {
    const { Items } = await this.tables.send(
      new QueryCommand({
        TableName: this.table,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :ledger)',
        ExpressionAttributeValues: { ':pk': alertKey(alert).pk, ':ledger': 'ledger#' },
        ConsistentRead: true,
      }),
    );
    return (Items ?? []) as Ledger[];
  }

  /** Before the first attempt, so that the notice of the end knows that the one of the beginning is on its way. */
  async begin({ entries: _, firing: __, ...ledger }: Ledger): Promise<void> {
    const { alert, subscription, destination, credential } = ledger;
    const update = new UpdateCommand({
      TableName: this.table,
      Key: ledgerKey(alert, subscription),
      UpdateExpression: `SET firing = :underWay, alert = :alert, subscription = :subscription,
        destination = :destination, entries = if_not_exists(entries, :none)${credential === undefined ? '' : ', credential = :credential'}
        REMOVE waiting${credential === undefined ? ', credential' : ''}`,
      ConditionExpression: 'attribute_not_exists(firing) OR firing <> :accepted',
      ExpressionAttributeValues: {
        ...{ ':underWay': 'underWay', ':accepted': 'accepted', ':none': [] },
        ...{
          ':alert': alert,
          ':subscription': subscription,
          ':destination': destination,
        },
        ...(credential === undefined ? {} : { ':credential': credential }),
      },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }

  /** Writes down what came of a notice; of a firing one also how the ledger stands now. */
  async note({ alert, subscription }: Named, entry: LedgerEntry, firing?: Ledger['firing']): Promise<void> {
    const add = new UpdateCommand({
      TableName: this.table,
      Key: ledgerKey(alert, subscription),
      UpdateExpression:
        'SET entries = list_append(if_not_exists(entries, :none), :entry), firing = if_not_exists(firing, :withheld), alert = :alert, subscription = :subscription',
      ConditionExpression: 'attribute_not_exists(entries) OR size(entries) < :most',
      ExpressionAttributeValues: {
        ...{ ':none': [], ':entry': [entry], ':most': MAX_ENTRIES, ':withheld': 'withheld' },
        ...{ ':alert': alert, ':subscription': subscription },
      },
    });
    await ifConditionHolds(() => this.tables.send(add));
    if (firing !== undefined) await this.settle({ alert, subscription }, firing);
  }

  /** The notice that it still fires is sent again at `dueAt` (SEMANTICS 6.4), for the event of the first one. */
  async repeatAt(
    { alert, subscription }: Named,
    dueAt: number,
    told: { project: string; event: string },
  ): Promise<void> {
    await this.tables.send(
      new UpdateCommand({
        TableName: this.table,
        Key: ledgerKey(alert, subscription),
        UpdateExpression:
          'SET dueShard = :shard, dueAt = if_not_exists(dueAt, :dueAt), #event = :event, #project = :project',
        ExpressionAttributeNames: { '#event': 'event', '#project': 'project' },
        ExpressionAttributeValues: {
          ...{ ':shard': dueShard(alert + subscription), ':dueAt': dueAt },
          ...{ ':event': told.event, ':project': told.project },
        },
      }),
    );
  }

  /** Counts one more time, and sets when the next one is; without `next` there is none. */
  async repeated({ alert, subscription, dueAt }: Named & { dueAt: number }, next?: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: ledgerKey(alert, subscription),
      UpdateExpression: next === undefined ? 'REMOVE dueShard, dueAt' : 'SET dueAt = :next ADD repeats :one',
      ConditionExpression: 'dueAt = :seen',
      ExpressionAttributeValues: { ':seen': dueAt, ...(next !== undefined && { ':next': next, ':one': 1 }) },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }

  /** How it stands with the firing notice now, and why if it waits. Accepted stays accepted. */
  async settle(
    { alert, subscription }: Named,
    firing: Ledger['firing'],
    waiting?: Ledger['waiting'],
  ): Promise<void> {
    const change = new UpdateCommand({
      TableName: this.table,
      Key: ledgerKey(alert, subscription),
      UpdateExpression: `SET firing = :firing${waiting ? ', waiting = :waiting' : ' REMOVE waiting'}`,
      ConditionExpression: 'attribute_not_exists(firing) OR firing <> :accepted',
      ExpressionAttributeValues: {
        ...{ ':firing': firing, ':accepted': 'accepted' },
        ...(waiting && { ':waiting': waiting }),
      },
    });
    await ifConditionHolds(() => this.tables.send(change));
  }
}
