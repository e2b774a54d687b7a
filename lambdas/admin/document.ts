import * as z from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { problem } from '../../core/problem';
import { PROJECT_HEADER } from '../caller';
import type { Route } from './route';

const PROBLEM = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), detail: z.string() })).optional(),
    requestId: z.string().optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

const gatewayMessage = z.object({ message: z.string() }).meta({ id: 'GatewayMessage' });

const CLIENT_FAULTS: Record<number, string> = {
  400: 'The request breaks a rule; `errors` names each',
  403: 'The key lacks the scope',
  404: 'No such thing in this project',
  409: 'The present state does not allow it',
  412: 'Another revision than `If-Match` names',
  413: 'The body is too large',
  415: 'The body is not JSON',
  422: 'The `Idempotency-Key` was used with another request',
  500: 'Our fault',
};

/** The OpenAPI 3.1 document of all routes, from the schemas that check their input. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: { title: 'Tocsin', version, description: 'Webhooks, alerts and directives for AI agents.' },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map(({ tag }) => tag))].map((name) => ({ name })),
    security: [{ key: [] }],
    paths,
    components: {
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key: `Authorization: Bearer tcn_...`' },
      },
    },
  });
}

function operation(route: Route): ZodOpenApiOperationObject {
  const { body, example } = route;
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
        content: { 'application/json': { schema: body, example } },
      },
    }),
    responses: { ...answers(route), ...faults(route) },
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
  const key = z
    .string()
    .max(255)
    .optional()
    .meta({ description: 'Repeats within 24 h get the first answer' });
  const project = z.string().optional().meta({ description: 'The project that the root key acts in' });
  const headers = {
    ...(route.method === 'post' && { 'Idempotency-Key': key }),
    ...(takesIfMatch(route) && {
      'If-Match': z.string().optional().meta({ description: 'An ETag', example: '"1"' }),
    }),
    ...((route.scope === 'read' || route.scope === 'admin') && { [PROJECT_HEADER]: project }),
  };
  return {
    ...(route.params && { path: route.params }),
    ...(route.query && { query: route.query }),
    ...(Object.keys(headers).length > 0 && { header: z.object(headers) }),
  };
}

const takesIfMatch = ({ method }: Route): boolean => method === 'patch';

const answers = (route: Route): Record<string, object> =>
  Object.fromEntries(
    Object.entries(route.responses).map(([status, { description, schema, example }]) => [
      status,
      { description, ...(schema && { content: { 'application/json': { schema, example } } }) },
    ]),
  );

function faults(route: Route): Record<string, object> {
  const statuses = [
    ...(route.params || route.query || route.body ? [400] : []),
    ...(route.scope === 'public' ? [] : [403]),
    ...(route.params ? [404] : []),
    ...(route.method === 'get' ? [] : [409]),
    ...(takesIfMatch(route) ? [412] : []),
    ...(route.body ? [413, 415] : []),
    ...(route.method === 'post' ? [422] : []),
    500,
  ].filter((status) => !(status in route.responses));
  const own = statuses.map((status) => [status, fault(status)] as const);
  const gateway = {
    401: {
      description: 'No key',
      content: { 'application/json': { schema: gatewayMessage, example: { message: 'Unauthorized' } } },
    },
  };
  return { ...(route.scope === 'public' ? {} : gateway), ...Object.fromEntries(own) };
}

function fault(status: number): object {
  const description = CLIENT_FAULTS[status] ?? '';
  const errors = status === 400 ? [{ pointer: '/limit', detail: 'must be at most 100' }] : undefined;
  const example = { ...problem(status, description, errors), requestId: 'Jx3nSgV2IAMEVqA=' };
  return { description, content: { 'application/problem+json': { schema: PROBLEM, example } } };
}
