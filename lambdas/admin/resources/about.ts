import * as z from 'zod';
import { route, type Route } from '../route';
import { links } from './links';

/** What needs no key: health, the document of all `described` routes, and links in notices. */
export function about(described: Route[], version: string): Route[] {
  const routes: Route[] = [
    route({
      method: 'get',
      path: '/v1/health',
      scope: 'public',
      tag: 'About',
      summary: 'Whether this deployment answers',
      responses: {
        200: {
          description: 'It does',
          schema: z.object({ status: z.literal('ok'), version: z.string() }),
          example: { status: 'ok', version: '0.1.0' },
        },
      },
      handler: () => Promise.resolve({ status: 200, body: { status: 'ok', version } }),
    }),
    route({
      method: 'get',
      path: '/v1/openapi.json',
      scope: 'public',
      tag: 'About',
      summary: 'This document',
      responses: {
        200: {
          description: 'OpenAPI 3.1',
          schema: z.looseObject({ openapi: z.string() }),
          example: { openapi: '3.1.1' },
        },
      },
      handler: async () => ({ status: 200, text: await document() }),
    }),
    ...links,
  ];
  let text: Promise<string> | undefined;
  const document = (): Promise<string> => (text ??= documentText([...described, ...routes], version));
  return routes;
}

/** What makes the document is imported when somebody asks for it: no other request's cold start reads it. */
async function documentText(routes: Route[], version: string): Promise<string> {
  const { openApiDocument } = await import('../document');
  return JSON.stringify(openApiDocument(routes, version));
}
