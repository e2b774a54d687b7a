import * as z from 'zod';
import { rowName } from '../../../core/agent/agent';
import type { Admin } from '../admin';
import { route, type Answer, type Call, type Route } from '../route';
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
  act(asked: Asked<z.output<B>>, admin: Admin): Promise<unknown>;
}

const shown = {
  200: { description: 'The agent, as it is asked to be now', schema: agentSchema, example: agentExample },
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
export function agentAction<B extends z.ZodType>({ action, act, ...rest }: Action<B>): Route[] {
  const more = action.includes('{review}') ? { review } : {};
  const common = { ...rest, method: 'post', scope: 'admin', tag: 'Agents', responses: shown } as const;
  const inPath = route({
    ...common,
    path: `/v1/agents/{agent}/${action}`,
    params: variables<Names>({ agent: agentName, ...more }),
    handler: (call, admin) => answer(call, call.params, admin, act),
  });
  const inQuery = route({
    ...common,
    path: `/v1/agents/${action}`,
    summary: `${rest.summary}, named in the query`,
    description: 'For every name, whatever characters it has: a path reaches this API decoded.',
    params: variables<{ review?: string }>(more),
    query: z.strictObject({ agent: agentName }),
    handler: (call, admin) => answer(call, { ...call.params, ...call.query }, admin, act),
  });
  return [inPath, inQuery];
}

async function answer<Body>(
  { project, caller, now, body }: Call<unknown, unknown, Body>,
  names: Names,
  admin: Admin,
  act: (asked: Asked<Body>, admin: Admin) => Promise<unknown>,
): Promise<Answer> {
  const agent = rowName(names.agent);
  await act({ project, caller, now, body, agent, review: names.review ?? '' }, admin);
  const { agents } = admin.monitoring;
  const [own, all] = await Promise.all([agents.get(project, agent), agents.get(project, '')]);
  return { status: 200, body: agentView(own, all, now) };
}
