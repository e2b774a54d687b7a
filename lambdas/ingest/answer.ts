import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Directive } from '../../core/agent/directive';
import { problem, type Problem } from '../../core/problem';

/** What became of one event of the request, in the order of the request. */
export type Result = { status: 'accepted'; id: string } | { status: 'refused'; error: Problem };

/** 202 if all were accepted, 207 if some were, else the status that the refusals share, or 400. */
export function answer(
  results: Result[],
  directives: Directive[] | null,
  requestId: string,
): APIGatewayProxyStructuredResultV2 {
  const refusals = results.flatMap((result) => (result.status === 'refused' ? [result.error] : []));
  if (refusals.length < results.length) {
    return json(refusals.length === 0 ? 202 : 207, { results, directives });
  }
  return problemAnswer(commonProblem(refusals), requestId, results.length > 1 ? { results } : {});
}

export function problemAnswer(
  error: Problem,
  requestId: string,
  more: object = {},
  retryAfterSeconds?: number,
): APIGatewayProxyStructuredResultV2 {
  return {
    ...json(error.status, { ...error, requestId, ...more }),
    headers: {
      'content-type': 'application/problem+json',
      ...(error.status === 503 ? { 'retry-after': '1' } : {}),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  };
}

export function json(statusCode: number, body: unknown, headers: Record<string, string> = {}) {
  return {
    statusCode,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  };
}

/** One that may succeed when it is sent again makes the whole request worth sending again. */
function commonProblem(refusals: Problem[]): Problem {
  const [first] = refusals;
  if (first && refusals.length === 1) return first;
  const statuses = new Set(refusals.map(({ status }) => status));
  const status = statuses.has(503) ? 503 : statuses.size === 1 && first ? first.status : 400;
  return problem(status, `None of the ${refusals.length} events was accepted`);
}
