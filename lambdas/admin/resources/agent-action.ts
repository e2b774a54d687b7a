import * as z from 'zod';
import { rowName } from '../../../core/agent/agent';
import { unseenProblem, unseenWarning, type Sighting } from '../../../core/agent/seen';
import type { FieldError } from '../../../core/problem';
import type { Admin } from '../admin';
import { warnings } from '../fields';
import { HttpFault } from '../http/fault';
import { route, type Answer, type Call, type Route } from '../route';
import { agentSighting } from './agent-sighting';
import { agentExample, agentName, agentSchema, agentView } from './agent-view';

/** What is asked of an agent: `agent` is its row's name, empty for all. */
export type Asked<Body = unknown> = Pick<
  Call<unknown, unknown, Body>,
  'project' | 'caller' | 'now' | 'body'
> & {
  agent: string;
  /** The id of a hold, on routes that have it. */
  review: string;
};

interface Action<B extends z.ZodType> {
  /** What stands behind the agent in the path. */
  action: string;
  summary: string;
  description?: string;
  body: B;
  example: object;
  /** An agent that nobody has seen is refused: nothing can have been asked of it. */
  ofSeen?: true;
  /** Answers whether that has changed anything. */
  act(asked: Asked<z.output<B>>, admin: Admin): Promise<boolean>;
}

const changedAgent = agentSchema
  .extend({
    changed: z.boolean().meta({ description: 'False: it was so already, and nothing was done' }),
    seen: z
      .boolean()
      .nullable()
      .meta({
        description:
          'Whether an event of it is stored, or something was asked of it before; null if none is among the newest ' +
          '1,000 events of the project and there are older ones',
      }),
    warnings,
  })
  .meta({ id: 'ChangedAgent' });

const shown = {
  200: {
    description: 'The agent, as it is asked to be now',
    schema: changedAgent,
    example: { ...agentExample, changed: true, seen: true, warnings: [] },
  },
};

const review = z
  .string()
  .max(256)
  .meta({ description: 'The id of the hold', example: agentExample.holds[0]?.id });

interface Names {
  agent: string;
  review?: string;
}

/** The variables of a path; which it has, its action says. */
const variables = <Given extends Partial<Names>>(shape: z.ZodRawShape): z.ZodType<Given> =>
  z.strictObject(shape) as unknown as z.ZodType<Given>;

/**
 * The two routes of an action: by the agent's name in the path, and in the query, which every gateway hands on as it
 * was sent.
 */
export function agentAction<B extends z.ZodType>({ action, act, ofSeen, ...rest }: Action<B>): Route[] {
  const asks = { act, ofSeen: ofSeen === true };
  const more = action.includes('{review}') ? { review } : {};
  const common = { ...rest, method: 'post', scope: 'admin', tag: 'Agents', responses: shown } as const;
  const inPath = route({
    ...common,
    path: `/v1/agents/{agent}/${action}`,
    params: variables<Names>({ agent: agentName, ...more }),
    handler: (call, admin) => answer(call, call.params, admin, asks),
  });
  const inQuery = route({
    ...common,
    path: `/v1/agents/${action}`,
    summary: `${rest.summary}, named in the query`,
    description: 'For every name, whatever characters it has: a path reaches this API decoded.',
    params: variables<{ review?: string }>(more),
    query: z.strictObject({ agent: agentName }),
    handler: (call, admin) => answer(call, { ...call.params, ...call.query }, admin, asks),
  });
  return [inPath, inQuery];
}

async function answer<Body>(
  { project, caller, now, body }: Call<unknown, unknown, Body>,
  names: Names,
  admin: Admin,
  { act, ofSeen }: { act: (asked: Asked<Body>, admin: Admin) => Promise<boolean>; ofSeen: boolean },
): Promise<Answer> {
  const agent = rowName(names.agent);
  const sighting = await agentSighting(admin, project, agent, now);
  if (ofSeen && sighting.seen === false) throw new HttpFault(404, unseenProblem(agent, sighting));
  const changed = await act({ project, caller, now, body, agent, review: names.review ?? '' }, admin);
  const { agents } = admin.monitoring;
  const [own, all] = await Promise.all([agents.get(project, agent), agents.get(project, '')]);
  const shown = agentView(own, all, now);
  const told = warningsOf(agent, sighting, !changed && shown.state === 'paused');
  return { status: 200, body: { ...shown, changed, seen: sighting.seen, warnings: told } };
}

const STILL_PAUSED =
  'It stays paused by what is asked of all agents: POST /v1/agents/*/resume lifts that, for all of them.';

function warningsOf(agent: string, sighting: Sighting, staysPaused: boolean): FieldError[] {
  const details = [unseenWarning(agent, sighting), staysPaused ? STILL_PAUSED : undefined];
  return details.flatMap((detail) => (detail === undefined ? [] : [{ pointer: '/agent', detail }]));
}
