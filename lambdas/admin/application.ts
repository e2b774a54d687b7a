import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { handle, type LambdaEvent } from 'hono/aws-lambda';
import { UNCLEAR_PATH } from '../requested-path';
import type { Admin } from './admin';
import type { AdminEvent, Noted } from './http/serve';
import { readablePath } from './http/readable-path';
import { router } from './http/router';
import { about } from './resources/about';
import { resources } from './routes';

export type Application = (event: AdminEvent, noted: Noted) => Promise<APIGatewayProxyStructuredResultV2>;

/** All routes behind HTTP API events (payload 2.0); what is worth a log line is put into `noted`. */
export function application(admin: Admin): Application {
  const described = resources(admin.allowedHosts);
  const routes = [...described, ...about(described, admin.version)];
  const app = handle(router(routes, admin));
  return async (event, noted) => {
    const rawPath = readablePath(event);
    if (rawPath === undefined) return unclear(event);
    const { body, headers, ...result } = await app(readable(event, rawPath, noted));
    return { ...result, body, headers: (headers ?? {}) as Record<string, string> };
  };
}

/** The two types of the same event differ only in how they spell absent members. */
const readable = (event: AdminEvent, rawPath: string, noted: Noted): LambdaEvent =>
  ({ ...event, rawPath, requestContext: asGet(event.requestContext), noted }) as unknown as LambdaEvent;

/** Answers a HEAD like a GET, body and all: its length is given, and the gateway sends no body to a HEAD. */
const asGet = ({ http, ...context }: AdminEvent['requestContext']): AdminEvent['requestContext'] => ({
  ...context,
  http: http.method === 'HEAD' ? { ...http, method: 'GET' } : http,
});

const unclear = ({ requestContext: { requestId } }: AdminEvent): APIGatewayProxyStructuredResultV2 => ({
  statusCode: 400,
  headers: { 'content-type': 'application/problem+json' },
  body: JSON.stringify({ ...UNCLEAR_PATH, requestId }),
});
