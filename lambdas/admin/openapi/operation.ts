import * as z from 'zod';
import type { ZodOpenApiOperationObject, ZodOpenApiResponseObject } from 'zod-openapi';
import { PROJECT_HEADER } from '../../caller';
import type { Route, RouteResponse } from '../route';
import { type FaultName, faults } from './fault-responses';
import { problemSchema } from './problem-schema';

export const idempotencyKey = z
  .string()
  .min(1)
  .max(255)
  .optional()
  .meta({ description: 'Repeats within 24 h get the first answer', example: 'a1f9' });

const requestKey = idempotencyKey.meta({ param: { id: 'IdempotencyKey' } });

const projectHeader = z
  .string()
  .optional()
  .meta({ description: 'The project that the root key acts in', param: { id: 'Project' } });

const replayed = z
  .literal('true')
  .optional()
  .meta({ description: 'The answer of the first request with this `Idempotency-Key`' });

/** What the document says of a route of `admin`. */
export function operation(route: Route): ZodOpenApiOperationObject {
  const { body, example, yaml } = route;
  const content = { schema: body, example };
  return {
    operationId: operationId(route),
    tags: [route.tag],
    summary: route.summary,
    description: [route.description, scopeText(route)].filter(Boolean).join('\n\n'),
    ...(route.scope === 'public' && { security: [] }),
    requestParams: parameters(route),
    ...(body && {
      requestBody: {
        required: !body.safeParse({}).success,
        content: { 'application/json': content, ...(yaml && { 'application/yaml': { schema: body } }) },
      },
    }),
    responses: { ...faults(...faultsOf(route)), ...answers(route) },
  } as ZodOpenApiOperationObject;
}

const scopeText = ({ scope }: Route): string =>
  scope === 'public' ? 'No key needed.' : `Needs the scope \`${scope}\`.`;

/** `GET /v1/keys/{id}` → `getKeysById`. */
const operationId = ({ method, path }: Route): string =>
  method +
  path
    .replace(/^\/v1/, '')
    .split('/')
    .filter(Boolean)
    .map((part) =>
      part
        .replace(/^\{(\w+)\}$/, 'by-$1')
        .replaceAll(/(?:^|[-.])(\w)/g, (_, letter: string) => letter.toUpperCase()),
    )
    .join('');

function parameters(route: Route): object {
  const headers = {
    ...(route.method === 'post' && { 'Idempotency-Key': requestKey }),
    ...(takesIfMatch(route) && {
      'If-Match': z.string().optional().meta({ description: 'An ETag', example: '"1"' }),
    }),
    ...(isOfProject(route) && { [PROJECT_HEADER]: projectHeader }),
  };
  return {
    ...(route.params && { path: route.params }),
    ...(route.query && { query: route.query }),
    ...(Object.keys(headers).length > 0 && { header: z.object(headers) }),
  };
}

const takesIfMatch = ({ method }: Route): boolean => method === 'patch';

const isOfProject = ({ scope }: Route): boolean => scope === 'read' || scope === 'admin';

function faultsOf(route: Route): FaultName[] {
  const { method, scope, body, params } = route;
  const isPublic = scope === 'public';
  return [
    'BadRequest',
    ...(isPublic ? [] : (['Unauthorized', 'Forbidden'] as const)),
    ...(params || isOfProject(route) ? (['NotFound'] as const) : []),
    ...(method === 'get' ? [] : (['Conflict'] as const)),
    ...(takesIfMatch(route) ? (['PreconditionFailed'] as const) : []),
    ...(method === 'get' || method === 'delete' ? [] : (['ContentTooLarge'] as const)),
    ...(body ? (['UnsupportedMediaType'] as const) : []),
    ...(method === 'post' ? (['KeyReused'] as const) : []),
    isPublic ? 'Throttled' : 'TooManyRequests',
    ...(['HeadersTooLarge', 'InternalError', 'Unavailable'] as const),
  ];
}

const answers = (route: Route): Record<string, ZodOpenApiResponseObject> =>
  Object.fromEntries(
    Object.entries(route.responses).map(([status, response]) => [
      status,
      answer(Number(status), response, route),
    ]),
  );

function answer(status: number, response: RouteResponse, { method }: Route): ZodOpenApiResponseObject {
  const { description, schema, example, media = {}, headers = {} } = response;
  const others = Object.entries(media).map(([type, of]) => [type, { schema: of }] as const);
  const content = {
    ...(schema && { 'application/json': { schema, example } }),
    ...(status >= 400 && { 'application/problem+json': { schema: problemSchema } }),
    ...Object.fromEntries(others),
  };
  const all = { ...headers, ...(method === 'post' && status < 400 && { 'Idempotent-Replayed': replayed }) };
  return {
    description,
    ...(Object.keys(content).length > 0 && { content }),
    ...(Object.keys(all).length > 0 && { headers: z.object(all) }),
  };
}
