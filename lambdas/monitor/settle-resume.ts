import type { AgentChanges } from '../../adapters/aws/agent-changes';
import type { Agent } from '../../core/agent/agent';
import { closeByPerson, type CloseTools } from './close-by-person';
import { finish } from './finish';

export interface ResumeTools extends CloseTools {
  agents: Pick<AgentChanges, 'change'>;
}

/**
 * What a person's resume has still to do: the alerts that had paused the agent are resolved, and their groups begin anew,
 * except for the accounts of calendar periods (SEMANTICS 5.4). Doing it twice does it once; the sweep does what a crash has left.
 */
export async function settleResume(
  tools: ResumeTools,
  { project, agent, toResolve = [], resumedAt }: Agent,
): Promise<void> {
  if (toResolve.length === 0 || resumedAt === undefined) return;
  for (const id of toResolve) await resolveResumed(tools, id, resumedAt);
  await tools.agents.change(project, agent, tools.now(), (before) => {
    const left = (before.toResolve ?? []).filter((id) => !toResolve.includes(id));
    const { toResolve: _, ...rest } = before;
    const version = before.version + 1;
    return {
      agent: { ...rest, version, ...(left.length > 0 && { toResolve: left }) },
      ...{ actor: 'tocsin', events: [] },
    };
  });
}

async function resolveResumed(tools: ResumeTools, id: string, resumedAt: number): Promise<void> {
  const alert = await closeByPerson(tools, id, resumedAt);
  if (alert) await finish(tools, alert, await tools.watches.get(alert.monitor.id, tools.now()));
}
