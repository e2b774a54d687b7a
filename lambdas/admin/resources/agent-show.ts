import * as z from 'zod';
import { alertKey } from '../../../adapters/aws/keys';
import { getRows } from '../../../adapters/aws/read';
import { rowName } from '../../../core/agent/agent';
import { unseenProblem } from '../../../core/agent/seen';
import type { Alert } from '../../../core/alert/alert';
import { actorNames } from '../actor-names';
import type { Admin } from '../admin';
import { HttpFault } from '../http/fault';
import { route } from '../route';
import { agentSighting } from './agent-sighting';
import { agentDetailExample, agentDetailSchema, agentName, agentView, type ShownAgent } from './agent-view';
import { alertView } from './alert-view';

/** Holds name alerts; nobody reads more of them. */
const MAX_ALERTS = 10;

/**
 * An agent with who holds it by name, and the alerts that do, with their newest events. Throws 404 for one that nobody
 * has seen.
 */
export async function agentDetail(admin: Admin, project: string, name: string, now: number) {
  const { agents } = admin.monitoring;
  const row = rowName(name);
  const sighting = await agentSighting(admin, project, row, now);
  if (sighting.seen === false) throw new HttpFault(404, unseenProblem(row, sighting));
  const [own, all] = await Promise.all([agents.get(project, row), agents.get(project, '')]);
  const view = agentView(own, all, now);
  const [nameOf, alerts] = await Promise.all([
    actorNames(
      admin,
      project,
      view.holds.map(({ actor }) => actor),
    ),
    alertsOf(admin, project, view, now),
  ]);
  return {
    ...view,
    holds: view.holds.map((hold) => ({ ...hold, actorName: nameOf(hold.actor) })),
    alerts: alerts.map(alertView),
  };
}

async function alertsOf(admin: Admin, project: string, { holds }: ShownAgent, now: number): Promise<Alert[]> {
  const ids = [...new Set(holds.flatMap(({ alert }) => alert ?? []))].slice(0, MAX_ALERTS);
  if (ids.length === 0) return [];
  const rows = await getRows<Alert>(admin.tables, admin.monitoringTable, ids.map(alertKey), now);
  return rows.filter((alert) => alert.project === project);
}

export const agentShow = [
  route({
    method: 'get',
    path: '/v1/agents/{agent}',
    scope: 'read',
    tag: 'Agents',
    summary: 'Show an agent: whether it is paused, by whom, why, and what went wrong',
    description:
      'Each hold with who asked for it and why; each alert that did, with its newest events. ' +
      'By a name that is no path: `GET /v1/agents?agent=...`.',
    params: z.strictObject({ agent: agentName }),
    responses: {
      200: { description: 'The agent', schema: agentDetailSchema, example: agentDetailExample },
    },
    handler: async ({ project, params, now }, admin) => ({
      status: 200,
      body: await agentDetail(admin, project, params.agent, now),
    }),
  }),
];
