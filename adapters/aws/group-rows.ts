import { UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { GroupState } from '../../core/alert/alert';
import { newestMentions, type Mention } from '../../core/monitor/mention';
import { MAX_GROUPS, OVERFLOW } from '../../core/monitor/overflow';
import { ifConditionHolds } from './if-condition-holds';
import { dueShard, groupKey, groupsListKey, placesKey } from './keys';
import { getRow } from './read';
import { transact, type Write } from './transact';

/** A group as it is stored: its state, and what counting keeps beside it. */
export interface GroupRow extends GroupState {
  /** Grows with every transaction that counts for this group. */
  counts: number;
  /** Epoch ms of the last one, or of the group's making. */
  countedAt: number;
  /** Time of the newest event at which it has been evaluated with a result, epoch ms. */
  seenUntil?: number;
  dueAt?: number;
  /** Events that were counted in the last three batches, of each at most three. */
  recent1?: Mention[];
  recent2?: Mention[];
  recent3?: Mention[];
}

/** The events that an alert of this group names; what was received before a person has begun it anew is none of them. */
export const recentOf = ({
  recent1 = [],
  recent2 = [],
  recent3 = [],
  ignoreBefore = 0,
}: GroupRow): Mention[] =>
  newestMentions([...recent1, ...recent2, ...recent3].filter(({ receivedAt }) => receivedAt >= ignoreBefore));

/** A condition did not hold. */
class Refused extends Error {
  constructor(readonly why: 'there' | 'full') {
    super(why);
  }
}

/** What names a group among all. */
export type GroupName = Pick<GroupState, 'monitor' | 'generation' | 'id'>;

export const groupDueShard = ({ monitor, id }: GroupName): string => dueShard(`${monitor}#${id}`);

/** The groups of monitors, and the 1,000 places that each monitor has for them (SEMANTICS 3.9). */
export class GroupRows {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private random: () => number,
  ) {}

  get({ monitor, generation, id }: GroupName, nowMs: number): Promise<GroupRow | undefined> {
    return getRow<GroupRow>(this.tables, this.table, groupKey(monitor, generation, id), nowMs);
  }

  /**
   * Makes a group if there is a place for it; the overflow group takes none. `there`: somebody was faster. `full`: all
   * places are taken.
   */
  async open(state: GroupState, nowMs: number): Promise<'made' | 'there' | 'full'> {
    const place = state.id === OVERFLOW ? [] : [{ item: this.take(state), otherwise: new Refused('full') }];
    const group = { item: this.put(state, nowMs), otherwise: new Refused('there') };
    return this.refusedOr('made', [group, ...place]);
  }

  /** Takes away a group that nothing is left of, and gives its place back. False if it has changed meanwhile. */
  async free({ monitor, generation, id, version, counts }: GroupRow): Promise<boolean> {
    const group = {
      Delete: {
        TableName: this.table,
        Key: groupKey(monitor, generation, id),
        ConditionExpression: 'version = :version AND #counts = :counts',
        ExpressionAttributeNames: { '#counts': 'counts' },
        ExpressionAttributeValues: { ':version': version, ':counts': counts },
      },
    };
    const place = {
      Update: {
        TableName: this.table,
        Key: placesKey(monitor, generation),
        UpdateExpression: 'ADD taken :one',
        ExpressionAttributeValues: { ':one': -1 },
      },
    };
    const moved = { item: group, otherwise: new Refused('there') };
    return (await this.refusedOr('free', [moved, ...(id === OVERFLOW ? [] : [{ item: place }])])) === 'free';
  }

  /** Moves the wake-up of a group; false if it has changed meanwhile. */
  async lookAgain({ monitor, generation, id, version, counts }: GroupRow, dueAt: number): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: groupKey(monitor, generation, id),
      UpdateExpression: 'SET dueAt = :dueAt',
      ConditionExpression: 'version = :version AND #counts = :counts',
      ExpressionAttributeNames: { '#counts': 'counts' },
      ExpressionAttributeValues: { ':dueAt': dueAt, ':version': version, ':counts': counts },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }

  private async refusedOr<T>(done: T, writes: readonly Write[]): Promise<T | 'there' | 'full'> {
    try {
      await transact(this.tables, writes, this.random);
      return done;
    } catch (error) {
      if (error instanceof Refused) return error.why;
      throw error;
    }
  }

  private put(state: GroupState, nowMs: number) {
    return {
      Put: {
        TableName: this.table,
        Item: {
          ...groupKey(state.monitor, state.generation, state.id),
          ...state,
          ...{ counts: 0, countedAt: nowMs },
          ...{ dueShard: groupDueShard(state), dueAt: nowMs },
          ...{ listKey: groupsListKey(state.monitor, state.generation), listSort: state.id },
        },
        ConditionExpression: 'attribute_not_exists(pk)',
      },
    };
  }

  private take({ project, monitor, generation }: GroupState) {
    return {
      Update: {
        TableName: this.table,
        Key: placesKey(monitor, generation),
        UpdateExpression: 'SET #project = :project, monitor = :monitor ADD taken :one',
        ConditionExpression: 'attribute_not_exists(taken) OR taken < :most',
        ExpressionAttributeNames: { '#project': 'project' },
        ExpressionAttributeValues: {
          ':project': project,
          ':monitor': monitor,
          ':one': 1,
          ':most': MAX_GROUPS,
        },
      },
    };
  }
}
