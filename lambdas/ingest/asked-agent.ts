import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { ALL_AGENTS_NAME } from '../../core/agent/agent';
import { agentNameProblem } from '../../core/agent/agent-name';
import { agentPath } from '../../core/agent/agent-path';
import { problem, type Problem } from '../../core/problem';
import { requestedPath, UNCLEAR_PATH } from '../requested-path';

export type AskedBy = Pick<
  APIGatewayProxyEventV2,
  'routeKey' | 'rawPath' | 'rawQueryString' | 'pathParameters'
>;

const NOTHING =
  'There is nothing at this path: an agent is shown by /v1/agents/{agent}, or by /v1/agents?agent= if "/" is in its name; ' +
  'what it is asked to be is at ' +
  '/v1/agents/{agent}/directive';

/** Whose directive is asked for: by the path, or by `/v1/agents/directive?agent=`, which names any agent anywhere. */
export function askedAgent(request: AskedBy): string | Problem {
  const path = requestedPath(request);
  if (path === undefined) return UNCLEAR_PATH;
  const agent = path === '/v1/agents/directive' ? queried(request) : named(path);
  if (agent === undefined) return problem(404, NOTHING);
  const why = agent === ALL_AGENTS_NAME ? undefined : agentNameProblem(agent);
  return why === undefined ? agent : problem(404, `There is no such agent: its name ${why}`);
}

const queried = ({ rawQueryString }: AskedBy): string =>
  new URLSearchParams(rawQueryString).get('agent') ?? '';

function named(path: string): string | undefined {
  const found = agentPath(path);
  return found?.action === 'directive' ? found.agent : undefined;
}
