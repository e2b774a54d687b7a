import type { ClientRequest } from './client-request';
import { decodeText } from './decode-text';
import { decode, type Match } from './route';

/** What of the API goes into every event. */
interface ApiIdentity {
  accountId: string;
  apiId: string;
  stage: string;
}

/** The members that an integration's event and an authorizer's have in common (payload format 2.0). */
export function requestPart(
  request: ClientRequest,
  { route, pathParameters }: Match,
  api: ApiIdentity,
  now: number,
): object {
  const { cookies, query, headers } = request;
  return {
    version: '2.0',
    routeKey: route.key,
    rawPath: rawPath(request.path),
    rawQueryString: query,
    ...(cookies.length > 0 && { cookies }),
    headers: { ...headers, ...forwarded(request) },
    ...(query !== '' && { queryStringParameters: queryParameters(query) }),
    ...(Object.keys(pathParameters).length > 0 && { pathParameters }),
    requestContext: requestContext(request, route.key, api, now),
  };
}

/** The event of an integration; `authorizer` is the context that the authorizer answered. */
export function integrationEvent(
  request: ClientRequest,
  match: Match,
  api: ApiIdentity,
  now: number,
  authorizer: object | null | undefined,
): string {
  const part = requestPart(request, match, api, now) as { requestContext: object };
  const text = isText(request.headers);
  return JSON.stringify({
    ...part,
    requestContext: {
      ...part.requestContext,
      ...(authorizer !== undefined && { authorizer: { lambda: authorizer } }),
    },
    ...(request.body.length > 0 && {
      body: text ? decodeText(request.body) : request.body.toString('base64'),
    }),
    isBase64Encoded: request.body.length > 0 && !text,
  });
}

/** HTTP APIs hand the path on decoded but for `%25`, and what looks like a query after decoding is cut off. */
function rawPath(path: string): string {
  return decode(path).split('?')[0] ?? '/';
}

function requestContext(request: ClientRequest, routeKey: string, api: ApiIdentity, now: number): object {
  const domainName = request.headers.host ?? 'localhost';
  return {
    accountId: api.accountId,
    apiId: api.apiId,
    domainName,
    domainPrefix: domainName.split('.')[0],
    http: {
      method: request.method,
      path: rawPath(request.path),
      protocol: 'HTTP/1.1',
      sourceIp: request.sourceIp,
      userAgent: request.headers['user-agent'] ?? '',
    },
    requestId: request.id,
    routeKey,
    stage: api.stage,
    time: commonLogTime(now),
    timeEpoch: now,
  };
}

function forwarded({ headers, sourceIp }: ClientRequest): Record<string, string> {
  const before = headers['x-forwarded-for'];
  return {
    'x-forwarded-for': before === undefined ? sourceIp : `${before}, ${sourceIp}`,
    'x-forwarded-proto': 'http',
    'x-forwarded-port': headers.host?.split(':')[1] ?? '80',
  };
}

function queryParameters(query: string): Record<string, string> {
  const parameters: Record<string, string> = {};
  for (const [name, value] of new URLSearchParams(query))
    parameters[name] = name in parameters ? `${parameters[name]},${value}` : value;
  return parameters;
}

/** Text stays text; everything else, and whatever is compressed, becomes base64. */
function isText(headers: Record<string, string>): boolean {
  const type = headers['content-type'] ?? '';
  const encoding = headers['content-encoding'];
  if (encoding !== undefined && encoding !== 'identity') return false;
  return /^(text\/|application\/(json|xml|javascript)\b|[^;]*\+(json|xml)\b)/i.test(type);
}

/** `12/Mar/2020:19:03:58 +0000` */
function commonLogTime(now: number): string {
  const [, day, month, year, time] = new Date(now).toUTCString().split(/ /);
  return `${day}/${month}/${year}:${time} +0000`;
}
