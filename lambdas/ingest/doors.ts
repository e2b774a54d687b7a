import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { agentNameProblem } from '../../core/agent/agent-name';
import { readAuthorization } from '../../core/authorization';
import { type DoorPath, readDoorPath } from '../../core/door/door-path';
import type { GuardAnswer } from '../../core/door/litellm/guardrail';
import { problem, type Problem } from '../../core/problem';
import { INSTALLATION_HEADER } from '../installation';
import { requestedPath } from '../requested-path';
import { json } from './answer';
import type { IngestTools } from './ingest';
import type { JsonDoor } from './json-door';
import { type Answered, type Circumstances, LOOP, refusal } from './post-events';

const NO_DOOR = problem(
  404,
  'There is nothing at this path: OTLP goes to /in/{key}/v1/traces, /in/{key}/{agent}/v1/traces or /otlp/v1/traces, ' +
    'and to /v1/logs and /v1/metrics beside it. Behind /in/{key} and /in/{key}/{agent} there are also /claude-code, ' +
    '/litellm, /litellm/beta/litellm_basic_guardrail_api and /api/request-logs/',
);

/** The guardrail's answer if nothing is known. */
const UNGUARDED: GuardAnswer = { action: 'NONE' };

/** Routes by which other programs report what they do. */
export const isDoor = (routeKey: string): boolean =>
  routeKey.startsWith('POST /in/') || routeKey.startsWith('POST /otlp/');

/** Answers a request of another program in its own terms. What each door needs is loaded with its first request. */
export async function enterDoor(
  tools: IngestTools,
  request: APIGatewayProxyEventV2,
  circumstances: Circumstances,
): Promise<Answered> {
  const { requestId } = request.requestContext;
  if (request.headers[INSTALLATION_HEADER] === circumstances.self) return refusal(LOOP, requestId);
  const path = requestedPath(request);
  const at = path === undefined ? undefined : readDoorPath(path);
  if (at === undefined) return refusal(path === undefined ? UNCLEAR_AGENT : NO_DOOR, requestId);
  const agent = namedAgent(request, at);
  if (at.door === 'otlp')
    return (await import('./otlp-door')).otlp(tools, request, { ...circumstances, ...at, agent });
  if (typeof agent === 'object') return refusal(agent, requestId);
  return (await doorOf(at.door))(tools, request, { ...circumstances, agent });
}

/** An exporter that ends waits no longer than that before it tries again: what is to come later is lost. */
const MAX_RETRY_SECONDS = 5;

/**
 * What a door answers instead of 429. LiteLLM would refuse its caller's request, which is not who asks too often; an
 * exporter is asked to come back while it still can.
 */
export function throttledAtDoor(
  request: APIGatewayProxyEventV2,
  throttled: APIGatewayProxyStructuredResultV2,
): APIGatewayProxyStructuredResultV2 {
  const path = requestedPath(request);
  if (path !== undefined && readDoorPath(path)?.door === 'litellm-guardrail') return json(200, UNGUARDED);
  const seconds = Math.min(Number(throttled.headers?.['retry-after'] ?? 1), MAX_RETRY_SECONDS);
  return { ...throttled, headers: { ...throttled.headers, 'retry-after': String(seconds) } };
}

async function doorOf(door: Exclude<DoorPath['door'], 'otlp'>): Promise<JsonDoor> {
  switch (door) {
    case 'claude-code':
      return (await import('./claude-code-door')).claudeCode;
    case 'litellm':
      return (await import('./litellm-door')).litellm;
    case 'litellm-guardrail':
      return (await import('./litellm-door')).guardrail;
    case 'keywords-ai':
      return (await import('./keywords-ai-door')).keywordsAi;
  }
}

/** By the address: in its path, or before its `@`, which is sent as Basic authentication. */
function namedAgent(request: APIGatewayProxyEventV2, at: DoorPath): string | Problem | undefined {
  const agent = at.agent ?? (readAuthorization(request.headers['authorization'] ?? '')?.user || undefined);
  const why = agent === undefined ? undefined : agentNameProblem(agent);
  return why === undefined ? agent : problem(400, `The agent's name in the address ${why}`);
}

const UNCLEAR_AGENT = problem(
  400,
  'A "%" in a path does not reach this API unchanged: choose a name without it for the agent in the address',
);
