import { Hono } from 'hono';
import { problem, type Problem } from '../../../core/problem';
import type { Admin } from '../admin';
import type { Answer, Route } from '../route';
import { HttpFault, problemOf } from './fault';
import { pathHint } from './path-hint';
import { serve, type AdminContext } from './serve';

/** All declared routes behind one application; errors become problem documents here and nowhere else. */
export function router(routes: readonly Route[], admin: Admin): Hono<{ Bindings: AdminContext['env'] }> {
  const app = new Hono<{ Bindings: AdminContext['env'] }>();
  for (const route of routes) {
    app.on(route.method.toUpperCase(), honoPath(route.path), async (context) => {
      context.env.event.noted.route = `${route.method.toUpperCase()} ${route.path}`;
      return serve(route, context, admin).then(
        (answer) => responseOf(answer),
        (error: unknown) => refusalOf(error, context),
      );
    });
  }
  for (const path of new Set(routes.map((route) => route.path))) {
    const allowed = routes.filter((route) => route.path === path).map(({ method }) => method.toUpperCase());
    app.all(honoPath(path), (context) => {
      const { method } = context.req;
      context.env.event.noted.route = `${method} ${path}`;
      return refusalOf(methodFault(method, allowed), context);
    });
  }
  const paths = [...new Set(routes.map(({ path }) => path))];
  app.notFound((context) => refusalOf(nothingAt(context.req.path, paths), context));
  return app;
}

const honoPath = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

function nothingAt(path: string, paths: readonly string[]): HttpFault {
  const hint = pathHint(path, paths);
  return new HttpFault(404, `There is nothing at this path.${hint === undefined ? '' : ` ${hint}`}`);
}

const methodFault = (method: string, allowed: string[]): HttpFault =>
  new HttpFault(405, `${method} is not possible here; ${allowed.join(', ')} is.`, {
    allow: allowed.join(', '),
  });

function responseOf({ status, body, text, headers }: Answer): Response {
  const content = text ?? (body === undefined ? null : JSON.stringify(body));
  const type = content === null ? {} : { 'content-type': 'application/json' };
  return new Response(content, { status, headers: { ...type, 'cache-control': 'no-store', ...headers } });
}

function refusalOf(error: unknown, context: AdminContext): Response {
  const { requestContext, noted } = context.env.event;
  const { requestId } = requestContext;
  const known = problemOf(error);
  if (known === undefined) noted.error = error;
  const document: Problem = { ...(known ?? problem(500, 'Something went wrong on our side.')), requestId };
  return new Response(JSON.stringify(document), {
    status: document.status,
    headers: {
      'content-type': 'application/problem+json',
      ...(error instanceof HttpFault ? error.headers : {}),
    },
  });
}
