import {
  DeleteCommand,
  TransactWriteCommand,
  UpdateCommand,
  type DynamoDBDocumentClient,
} from '@aws-sdk/lib-dynamodb';
import type { Breaker, EndpointError } from '../../core/delivery/breaker';
import type { EventEntry } from '../../core/event/event';
import { assignments, conditions, updateMembers } from './assignments';
import { ifConditionHolds } from './if-condition-holds';
import { breakerKey, dueShard } from './keys';
import { outboxPut } from './outbox';

type Settable = Omit<Breaker, 'project' | 'subscription' | 'version' | 'dueShard'>;
/** A member that is given as undefined is taken away. */
type Change = { [Name in keyof Settable]?: Settable[Name] | undefined };

/**
 * The breakers of endpoints. Failures are added without a condition; every other change is conditional on the version
 * that was seen, and carries the event that tells of it in the same transaction.
 */
export class Breakers {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { subscriptionsTable: string; outboxTable: string },
  ) {}

  /** Adds failures in a row and answers what it comes to; makes the breaker if there was none. */
  async countFailures(
    { project, subscription }: Pick<Breaker, 'project' | 'subscription'>,
    { failures, lastError }: { failures: number; lastError?: EndpointError },
    now: number,
  ): Promise<Breaker> {
    const { Attributes } = await this.tables.send(
      new UpdateCommand({
        TableName: this.names.subscriptionsTable,
        Key: breakerKey(subscription),
        // A version that begins with the time is never one that an earlier, forgotten breaker has had.
        UpdateExpression: `SET #project = :project, subscription = :subscription, failingSince = if_not_exists(failingSince, :now),
          #state = if_not_exists(#state, :closed), version = if_not_exists(version, :now) + :one${lastError ? ', lastError = :lastError' : ''} ADD failures :failures`,
        ExpressionAttributeNames: { '#state': 'state', '#project': 'project' },
        ExpressionAttributeValues: {
          ...{ ':project': project, ':subscription': subscription, ':failures': failures },
          ...{ ':closed': 'closed', ':now': now, ':one': 1 },
          ...(lastError && { ':lastError': lastError }),
        },
        ReturnValues: 'ALL_NEW',
      }),
    );
    return Attributes as Breaker;
  }

  /**
   * Sets what is given, takes away what is given as undefined, and promises an event with it. False if the breaker has
   * changed since it was read.
   */
  async change(seen: Breaker, change: Change, promised?: EventEntry): Promise<boolean> {
    return this.write({ Update: this.update(seen, change) }, promised);
  }

  /** All is well. False if the breaker has changed since it was read. */
  async forget({ subscription, version }: Breaker, promised?: EventEntry): Promise<boolean> {
    const Delete = {
      TableName: this.names.subscriptionsTable,
      Key: breakerKey(subscription),
      ConditionExpression: 'version = :version',
      ExpressionAttributeValues: { ':version': version },
    };
    return this.write({ Delete }, promised);
  }

  /** The condition that parking depends on (SEMANTICS 2.5): the breaker is open, and the one that was seen. */
  stillOpen({ subscription, version }: Pick<Breaker, 'subscription' | 'version'>) {
    return {
      ConditionCheck: {
        TableName: this.names.subscriptionsTable,
        Key: breakerKey(subscription),
        ConditionExpression: '#state = :open AND version = :version',
        ExpressionAttributeNames: { '#state': 'state' },
        ExpressionAttributeValues: { ':open': 'open', ':version': version },
      },
    };
  }

  private update(seen: Breaker, change: Change) {
    const set = {
      ...change,
      version: seen.version + 1,
      ...(change.dueAt === undefined ? {} : { dueShard: dueShard(seen.subscription) }),
    };
    const gone = Object.keys(change).filter((name) => change[name as keyof Change] === undefined);
    if (gone.includes('dueAt')) gone.push('dueShard');
    return {
      TableName: this.names.subscriptionsTable,
      Key: breakerKey(seen.subscription),
      ...updateMembers(assignments(set, gone), conditions([{ version: seen.version }])),
    };
  }

  private async write(
    item:
      { Update: ReturnType<Breakers['update']> } | { Delete: ConstructorParameters<typeof DeleteCommand>[0] },
    promised: EventEntry | undefined,
  ): Promise<boolean> {
    const write = async (): Promise<true> => {
      if (promised) {
        const put = outboxPut(this.names.outboxTable, promised);
        await this.tables.send(new TransactWriteCommand({ TransactItems: [item, put] }));
      } else if ('Update' in item) await this.tables.send(new UpdateCommand(item.Update));
      else await this.tables.send(new DeleteCommand(item.Delete));
      return true;
    };
    return (await ifConditionHolds(write)) ?? false;
  }
}
