import type { Client } from './client';

/** An agent as `GET /v1/agents` shows it, as far as it matters here. */
export interface Agent {
  agent: string;
  state: 'running' | 'paused';
  modelSwitches: { from: string; to: string }[];
  holds: {
    kind: string;
    actorName: string;
    reason: string;
    since: string;
    until: string | null;
    alert?: string;
  }[];
  alerts: {
    id: string;
    severity: string;
    monitor: { name: string };
    summary: string;
    events: { id: string; run?: string; error?: string }[];
  }[];
}

/** By the query, which takes every name as it is. */
export async function agent(client: Client, name: string): Promise<Agent> {
  const { data } = await client.get<{ data: [Agent] }>('/v1/agents', { agent: name });
  return data[0];
}

/** Answers the agent as it is then; `changed` is false if it was so already. */
export const actOnAgent = (
  client: Client,
  action: 'pause' | 'resume',
  name: string,
  body: { reason?: string | undefined; until?: string | undefined },
): Promise<Pick<Agent, 'agent' | 'state'> & { changed: boolean; warnings: { detail: string }[] }> =>
  client.post(`/v1/agents/${action}`, body, { agent: name });
