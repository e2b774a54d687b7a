import { GetCommand, PutCommand, UpdateCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { ifConditionHolds } from './if-condition-holds';
import { slowLaneKey } from './keys';

/** Invocations that hold a slot, with the epoch ms at which each ends by itself. */
type Holders = Record<string, number>;

const ROUNDS = 4;
const DAY_SECONDS = 86_400;

/**
 * Limits how many invocations on the slow lane work for one project at the same time, so that a project's hanging
 * endpoints occupy a bounded part of the lane (SEMANTICS 2.10, docs/adr/0022).
 */
export class SlowLaneSlots {
  constructor(
    private tables: DynamoDBDocumentClient,
    private table: string,
    private perProject: number,
  ) {}

  /**
   * Takes a slot until `until` (epoch ms). If all are taken, or if others were faster time and again: when the slot that
   * was taken first ends by itself.
   */
  async take(project: string, holder: string, until: number, now: number): Promise<'taken' | number> {
    let earliest = until;
    for (let round = 0; round < ROUNDS; round++) {
      if (await this.add(project, holder, until)) return 'taken';
      const standing = await this.standing(project);
      if (!standing) {
        if (await this.first(project, holder, until)) return 'taken';
        continue;
      }
      earliest = Math.min(until, ...Object.values(standing));
      const over = Object.entries(standing).find(([, ends]) => ends <= now);
      if (over && (await this.replace(project, over, holder, until))) return 'taken';
      if (!over && Object.keys(standing).length >= this.perProject) return earliest;
    }
    return earliest;
  }

  async release(project: string, holder: string): Promise<void> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: slowLaneKey(project),
      UpdateExpression: 'REMOVE holders.#holder',
      ConditionExpression: 'attribute_exists(holders.#holder)',
      ExpressionAttributeNames: { '#holder': holder },
    });
    await ifConditionHolds(() => this.tables.send(update));
  }

  /** False if there is no room, or no row yet. */
  private async add(project: string, holder: string, until: number): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: slowLaneKey(project),
      UpdateExpression: 'SET holders.#holder = :until, expiresAt = :expiresAt',
      ConditionExpression: 'attribute_exists(holders) AND size(holders) < :most',
      ExpressionAttributeNames: { '#holder': holder },
      ExpressionAttributeValues: { ':until': until, ':most': this.perProject, ':expiresAt': expiry(until) },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }

  private async standing(project: string): Promise<Holders | undefined> {
    const get = new GetCommand({ TableName: this.table, Key: slowLaneKey(project), ConsistentRead: true });
    return (await this.tables.send(get)).Item?.holders as Holders | undefined;
  }

  private async first(project: string, holder: string, until: number): Promise<boolean> {
    const put = new PutCommand({
      TableName: this.table,
      Item: { ...slowLaneKey(project), holders: { [holder]: until }, expiresAt: expiry(until) },
      ConditionExpression: 'attribute_not_exists(pk)',
    });
    return (await ifConditionHolds(() => this.tables.send(put))) !== undefined;
  }

  /** Takes over the slot of an invocation that has ended without giving it back. */
  private async replace(
    project: string,
    [over, ends]: [string, number],
    holder: string,
    until: number,
  ): Promise<boolean> {
    const update = new UpdateCommand({
      TableName: this.table,
      Key: slowLaneKey(project),
      UpdateExpression: 'SET holders.#holder = :until REMOVE holders.#over',
      ConditionExpression: 'holders.#over = :ends',
      ExpressionAttributeNames: { '#holder': holder, '#over': over },
      ExpressionAttributeValues: { ':until': until, ':ends': ends },
    });
    return (await ifConditionHolds(() => this.tables.send(update))) !== undefined;
  }
}

/** Long after the last holder: a row that goes takes no slot with it. */
const expiry = (until: number): number => Math.ceil(until / 1_000) + DAY_SECONDS;
