import { GetCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ChangedMeanwhile, Conflict } from '../../core/configuration/errors';
import { type Counted, limitText, PROJECT_LIMITS } from '../../core/project-limits';
import { ifConditionHolds } from './if-condition-holds';
import { usageKey } from './keys';
import type { Write } from './transact';

type Change = Partial<Record<Counted, number>>;

/** How many of each kind of thing a project has, counted in the transactions that make and remove them. */
export class Usage {
  constructor(private table: string) {}

  /** Throws `Conflict`, which names the limit, where one would be passed. Once in a transaction: it is one row. */
  write(project: string, change: Change): Write {
    const entries = Object.entries(change) as [Counted, number][];
    const more = entries.filter(([, by]) => by > 0);
    const values = Object.fromEntries([
      ...entries.map(([name, by]) => [`:${name}`, by]),
      ...more.map(([name, by]) => [`:${name}Room`, PROJECT_LIMITS[name] - by]),
    ]) as Record<string, number>;
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: usageKey(project),
          UpdateExpression: `ADD ${entries.map(([name]) => `#${name} :${name}`).join(', ')}`,
          ...(more.length > 0 && {
            ConditionExpression: more
              .map(([name]) => `(attribute_not_exists(#${name}) OR #${name} <= :${name}Room)`)
              .join(' AND '),
          }),
          ExpressionAttributeNames: Object.fromEntries(entries.map(([name]) => [`#${name}`, name])),
          ExpressionAttributeValues: values,
        },
      },
      otherwise: new Conflict(limitText(more.map(([name]) => name))),
    };
  }

  /** How many there are, of those that were made since they are counted: never more than there are. */
  async counted(tables: DynamoDBDocumentClient, project: string, what: Counted): Promise<number> {
    const get = new GetCommand({ TableName: this.table, Key: usageKey(project), ConsistentRead: true });
    return Number((await tables.send(get)).Item?.[what] ?? 0);
  }

  /** Takes the project's configuration lock until `until` (epoch ms). False if another request holds it. */
  async takeLock(
    tables: DynamoDBDocumentClient,
    project: string,
    { until, now }: { until: number; now: number },
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: usageKey(project),
      UpdateExpression: 'SET configuringUntil = :until',
      ConditionExpression: 'attribute_not_exists(configuringUntil) OR configuringUntil <= :now',
      ExpressionAttributeValues: { ':until': until, ':now': now },
    });
    return (await ifConditionHolds(() => tables.send(update))) !== undefined;
  }

  /** Releases the lock that was taken until `until`, unless it has expired and another request has taken it. */
  async releaseLock(tables: DynamoDBDocumentClient, project: string, until: number): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: usageKey(project),
      UpdateExpression: 'REMOVE configuringUntil',
      ConditionExpression: 'configuringUntil = :until',
      ExpressionAttributeValues: { ':until': until },
    });
    await ifConditionHolds(() => tables.send(update));
  }

  /** How often the project's silences have changed, to be given to `silencesChange`. */
  async silencesVersion(tables: DynamoDBDocumentClient, project: string): Promise<number> {
    const get = new GetCommand({ TableName: this.table, Key: usageKey(project), ConsistentRead: true });
    return Number((await tables.send(get)).Item?.silencesVersion ?? 0);
  }

  /** Fails if the silences have changed since `seen`: what was decided by their number is decided anew. */
  silencesChange(project: string, seen: number): Write {
    return {
      item: {
        Update: {
          TableName: this.table,
          Key: usageKey(project),
          UpdateExpression: 'SET silencesVersion = :next',
          ConditionExpression:
            seen === 0 ? 'attribute_not_exists(silencesVersion)' : 'silencesVersion = :seen',
          ExpressionAttributeValues: { ':next': seen + 1, ...(seen > 0 && { ':seen': seen }) },
        },
      },
      otherwise: new ChangedMeanwhile('list of silences'),
    };
  }
}
