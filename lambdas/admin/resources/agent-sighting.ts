import { recentSources } from '../../../adapters/aws/recent-sources';
import { SEEN, sighting, type Sighting } from '../../../core/agent/seen';
import type { Admin } from '../admin';

/** Agents of which something was asked, among which a name is looked for that was meant. */
const MOST_ASKED = 100;

/**
 * Whether an agent has been seen; the empty one stands for all, who need no seeing. An agent of which something was
 * asked has a row; of any other the newest stored events are looked at, so that ingest need not write down who posts.
 */
export async function agentSighting(
  { tables, eventsTable, monitoring: { agents } }: Admin,
  project: string,
  agent: string,
  now: number,
): Promise<Sighting> {
  if (agent === '' || (await agents.get(project, agent)).version > 0) return SEEN;
  const [{ rows }, recent] = await Promise.all([
    agents.list(project, { limit: MOST_ASKED }, now),
    recentSources(tables, eventsTable, project),
  ]);
  return sighting(agent, { ...recent, asked: rows.map((row) => row.agent) });
}
