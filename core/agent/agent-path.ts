/** A path that names an agent: `/v1/agents/{agent}/pause`, `/v1/agents/{agent}/reviews/{review}`... */
export interface AgentPath {
  agent: string;
  /** What stands behind the agent. */
  action: string;
}

const PREFIX = '/v1/agents/';
const ACTION = /^(.+)\/(pause|resume|switch-model|review|directive|reviews\/[^/]+)$/su;

/**
 * Reads a path that was decoded as a whole, in which a name may have any character, also `/`: the name is all that
 * stands before the last action. Undefined for paths that name no agent.
 */
export function agentPath(path: string): AgentPath | undefined {
  const [, agent, action] = path.startsWith(PREFIX) ? (ACTION.exec(path.slice(PREFIX.length)) ?? []) : [];
  return agent === undefined || action === undefined ? undefined : { agent, action };
}
