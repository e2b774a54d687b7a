import { createDocument, type ZodOpenApiPathsObject } from 'zod-openapi';
import { faultResponses } from './openapi/fault-responses';
import { ingestPaths } from './openapi/ingest';
import { operation } from './openapi/operation';
import { webhooks } from './openapi/webhooks';
import type { Route } from './route';

/** The OpenAPI 3.1 document of the whole API, from the schemas that check its input: `routes` of `admin`, and `ingest`. */
export function openApiDocument(routes: readonly Route[], version: string): object {
  const paths: ZodOpenApiPathsObject = { ...ingestPaths };
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route) };
  }
  return createDocument({
    openapi: '3.1.1',
    info: {
      title: 'Tocsin',
      version,
      description:
        'Webhooks, alerts and directives for AI agents. `paths` is what you call, `webhooks` what Tocsin sends.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set([...routes.map(({ tag }) => tag), 'Webhooks'])].map((name) => ({ name })),
    security: [{ key: [] }],
    paths,
    webhooks,
    components: {
      responses: faultResponses,
      securitySchemes: {
        key: { type: 'http', scheme: 'bearer', description: 'A key: `Authorization: Bearer tcn_...`' },
      },
    },
  });
}
