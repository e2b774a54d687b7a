import { BatchGetCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { AgentRow } from '../../core/agent/directive';
import { agentKey } from './keys';

/** Stands for every agent of a project; no event's `source` is empty. */
const ALL_AGENTS = '';

/** A read of 100 keys is DynamoDB's limit for one BatchGetItem. */
const BATCH = 100;

/** Reads the rows of `agents` (up to 100) and of all agents together, consistently (SEMANTICS 5.5). */
export async function loadAgents(
  tables: DynamoDBDocumentClient,
  table: string,
  project: string,
  agents: readonly string[],
): Promise<Map<string, AgentRow[]>> {
  const wanted = [ALL_AGENTS, ...agents];
  const rows = new Map<string, AgentRow>();
  for (let at = 0; at < wanted.length; at += BATCH) {
    const keys = wanted.slice(at, at + BATCH).map((agent) => agentKey(project, agent));
    for (const row of await readAll(tables, table, keys)) rows.set(row.pk, row);
  }
  const everybody = rows.get(agentKey(project, ALL_AGENTS).pk);
  return new Map(
    agents.map((agent) => {
      const own = rows.get(agentKey(project, agent).pk);
      return [agent, [own, everybody].filter((row) => row !== undefined)];
    }),
  );
}

type Keys = { pk: string; sk: string }[];

/** Throws if DynamoDB keeps leaving keys unprocessed: half an answer could show a paused agent as running. */
async function readAll(
  tables: DynamoDBDocumentClient,
  table: string,
  keys: Keys,
): Promise<(AgentRow & { pk: string })[]> {
  const found: (AgentRow & { pk: string })[] = [];
  let pending: Keys = keys;
  for (let round = 0; round < 3 && pending.length > 0; round++) {
    const answer = await tables.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: pending, ConsistentRead: true } } }),
    );
    found.push(...((answer.Responses?.[table] ?? []) as (AgentRow & { pk: string })[]));
    pending = (answer.UnprocessedKeys?.[table]?.Keys ?? []) as Keys;
  }
  if (pending.length > 0) throw new Error('The directives could not be read: DynamoDB left keys unprocessed');
  return found;
}
