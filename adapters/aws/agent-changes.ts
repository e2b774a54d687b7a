import { GetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { newAgent, type Agent } from '../../core/agent/agent';
import { shownName, type AgentChange } from '../../core/agent/change';
import { dueAtOf } from '../../core/agent/holds';
import { ChangedMeanwhile } from '../../core/configuration/errors';
import type { Bus } from './bus';
import { Changes } from './changes';
import { agentKey, agentListKey, agentListKeys, dueShard, outboxKey } from './keys';
import { listPage, type Page } from './list';
import { outboxDone, outboxPut } from './outbox';
import { transact, type Write } from './transact';

const ROUNDS = 8;

/** The states of agents: each change is one write on the version that was seen, with what it promises to tell. */
export class AgentChanges {
  constructor(
    private tables: DynamoDBDocumentClient,
    private names: { monitoringTable: string; outboxTable: string; subscriptionsTable: string },
    private bus: Pick<Bus, 'publish'>,
    private random: () => number,
  ) {}

  /** The empty agent stands for all. */
  async get(project: string, agent: string): Promise<Agent> {
    const { Item } = await this.tables.send(
      new GetCommand({
        TableName: this.names.monitoringTable,
        Key: agentKey(project, agent),
        ConsistentRead: true,
      }),
    );
    return Item ? { ...newAgent(project, agent), ...(Item as Agent) } : newAgent(project, agent);
  }

  list(
    project: string,
    page: { limit: number; after?: string | undefined; where?: (agent: Agent) => boolean },
    nowMs: number,
  ): Promise<Page<Agent>> {
    const query = { listKeys: agentListKeys(project), ...page };
    return listPage<Agent>(this.tables, this.names.monitoringTable, query, nowMs);
  }

  /**
   * Changes an agent as `decide` says, anew if somebody else has changed it meanwhile, and publishes what is promised;
   * the sweep does so if this does not come to it. Answers what `decide` has, if that was no change.
   */
  async change<Other>(
    project: string,
    agent: string,
    now: number,
    decide: (before: Agent) => AgentChange | Other,
  ): Promise<AgentChange | Other> {
    for (let round = 1; ; round++) {
      const before = await this.get(project, agent);
      const decided = decide(before);
      if (!isChange(decided)) return decided;
      try {
        await transact(this.tables, this.writes(before, decided, now), this.random);
        await this.publish(decided);
        return decided;
      } catch (error) {
        if (!(error instanceof ChangedMeanwhile) || round === ROUNDS) throw error;
      }
    }
  }

  private writes(before: Agent, { agent, action, actor, reason, events }: AgentChange, now: number): Write[] {
    const { monitoringTable, outboxTable, subscriptionsTable } = this.names;
    const dueAt = dueAtOf(agent, now);
    const key = agentKey(agent.project, agent.agent);
    const { project } = agent;
    const put = {
      TableName: monitoringTable,
      Item: {
        ...withoutIndexes(agent),
        ...key,
        listKey: agentListKey(project, agent.agent),
        listSort: shownName(agent.agent),
        ...(dueAt !== undefined && { dueShard: dueShard(key.pk), dueAt }),
      },
      ...(before.version === 0
        ? { ConditionExpression: 'attribute_not_exists(pk)' }
        : { ConditionExpression: 'version = :seen', ExpressionAttributeValues: { ':seen': before.version } }),
    };
    const record = { at: now, project, actor, reason, target: shownName(agent.agent) };
    return [
      { item: { Put: put }, otherwise: new ChangedMeanwhile('agent') },
      ...events.map((entry) => ({ item: outboxPut(outboxTable, entry) })),
      ...(action === undefined
        ? []
        : [new Changes(this.tables, subscriptionsTable, this.random).write({ ...record, action })]),
    ];
  }

  private async publish({ events }: AgentChange): Promise<void> {
    if (events.length === 0) return;
    const refused = new Set((await this.bus.publish([...events])).map(({ id }) => id));
    const done = events.filter(({ id }) => !refused.has(id));
    await Promise.all(
      done.map((entry) =>
        outboxDone(this.tables, this.names.outboxTable, { ...outboxKey(entry.id), sk: 'outbox', entry }),
      ),
    );
  }
}

const isChange = (decided: unknown): decided is AgentChange =>
  typeof decided === 'object' && decided !== null && 'agent' in decided && 'events' in decided;

/** An agent as it was read brings the attributes of its row with it. */
function withoutIndexes(agent: Agent): Agent {
  const { dueAt: _at, dueShard: _shard, ...rest } = agent as Agent & { dueAt?: number; dueShard?: string };
  return rest;
}
