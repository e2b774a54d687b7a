import { randomUUID } from 'node:crypto';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { readRequest } from '../../core/event/read-request';
import { idempotencyKeyProblem } from '../../core/idempotency-key';
import { problem, type Problem } from '../../core/problem';
import { readTraceparent } from '../../core/trace/traceparent';
import { INSTALLATION_HEADER } from '../installation';
import { answer, problemAnswer } from './answer';
import { ingest, type IngestRequest, type IngestTools } from './ingest';
import { readBody } from './read-body';

/** An answer, and how many events it has accepted and refused. */
export interface Answered {
  response: APIGatewayProxyStructuredResultV2;
  accepted?: number;
  refused?: number;
}

export interface Circumstances {
  project: string;
  /** Epoch ms. */
  receivedAt: number;
  /** This installation. */
  self: string;
}

/** By whatever name it has found its way here: each round would make new events of the ones before. */
export const LOOP = problem(
  508,
  'A subscription of this installation posts to its own API; change its destination',
);

/** `POST /v1/events`. */
export async function postEvents(
  tools: IngestTools,
  request: APIGatewayProxyEventV2,
  { project, receivedAt, self }: Circumstances,
): Promise<Answered> {
  const { headers, requestContext } = request;
  const { requestId } = requestContext;
  const asked = headers[INSTALLATION_HEADER] === self ? LOOP : read(request);
  if (!('posted' in asked)) return refusal(asked, requestId);
  const traceparent = readTraceparent(headers['traceparent']);
  const outcome = await ingest(tools, { ...asked, project, receivedAt, traceparent });
  const { length } = asked.posted;
  if (!('results' in outcome)) return refusal(outcome, requestId, length);
  const accepted = outcome.results.filter(({ status }) => status === 'accepted').length;
  const response = answer(outcome.results, outcome.directives, requestId);
  return { response, accepted, refused: length - accepted };
}

/** A request that is refused whole; while nobody knows how many events it holds, it counts as one. */
export const refusal = (error: Problem, requestId: string, events = 1): Answered => ({
  response: problemAnswer(error, requestId),
  accepted: 0,
  refused: events,
});

function read(request: APIGatewayProxyEventV2): Pick<IngestRequest, 'posted' | 'identity'> | Problem {
  const { headers } = request;
  const body = readBody(request);
  if (typeof body !== 'string') return body;
  const posted = readRequest({ headers, body });
  if (!Array.isArray(posted)) return posted;
  const identity = requestIdentity(headers['idempotency-key']);
  return 'kind' in identity ? { posted, identity } : identity;
}

function requestIdentity(key: string | undefined): IngestRequest['identity'] | Problem {
  if (key === undefined) return { kind: 'random', random: randomUUID() };
  const fault = idempotencyKeyProblem(key);
  return fault === undefined ? { kind: 'key', key } : problem(400, fault);
}
