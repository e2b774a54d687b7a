import { getRow } from '../../adapters/aws/read';
import { newAgent, type Agent } from '../../core/agent/agent';
import { expired } from '../../core/agent/holds';
import { settleResume } from '../monitor/settle-resume';
import type { GroupTools } from './groups';

/** An agent of which a hold has expired, or whose resume somebody has not brought to its end (SEMANTICS 5.1, 5.4). */
export async function sweepAgent(tools: GroupTools, key: { pk: string; sk: string }): Promise<void> {
  const now = tools.now();
  const row = await getRow<Agent>(tools.tables, tools.monitoringTable, key, now);
  if (!row) return;
  await tools.agents.change(row.project, row.agent, now, (before) => expired(before, now));
  await settleResume(tools, { ...newAgent(row.project, row.agent), ...row });
}
