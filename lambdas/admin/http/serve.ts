import { isUtf8 } from 'node:buffer';
import type { APIGatewayProxyEventV2WithLambdaAuthorizer } from 'aws-lambda';
import type { Context } from 'hono';
import { transact } from '../../../adapters/aws/transact';
import { ChangedMeanwhile, InvalidInput, NotFound } from '../../../core/configuration/errors';
import { revisionsOf } from '../../../core/if-match';
import type { AuthorizedContext } from '../../authorize/authorizer';
import { isAsSent, NOT_AS_SENT } from '../../is-as-sent';
import { callerOf, PROJECT_HEADER, type Caller } from '../../caller';
import type { Admin } from '../admin';
import type { Answer, Call, Route } from '../route';
import { shapeProblem } from './body-shape';
import { decodeCursor, encodeCursor, listName } from './cursor';
import { HttpFault } from './fault';
import { idempotentRequest, remembered } from './remembered';
import { projectOf, requireScope } from './scopes';
import { readYaml } from './yaml-body';

/** Without an authorizer on the public routes. */
export type AdminEvent = Omit<
  APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizedContext>,
  'requestContext'
> & {
  requestContext: Partial<
    Pick<APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizedContext>['requestContext'], 'authorizer'>
  > &
    Omit<APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizedContext>['requestContext'], 'authorizer'>;
};

/** What a request's log line says that only its way through the application shows. */
export interface Noted {
  /** As it is declared: a path itself may hold a token. */
  route?: string;
  /** That the root key acts in. */
  project?: string;
  /** What nobody expected. */
  error?: unknown;
}

export type AdminContext = Context<{ Bindings: { event: AdminEvent & { noted: Noted } } }>;

/** RFC 9512, and what came before. */
const YAML_TYPES: readonly string[] = ['application/yaml', 'application/x-yaml', 'text/yaml'];

const MAX_BODY_BYTES = 256 * 1024;

/** How often a request is decided anew when what it read was changed meanwhile. */
const ROUNDS = 4;

/** Serves one request to a declared route: who, where, what, then the handler and its one transaction. */
export async function serve(route: Route, context: AdminContext, admin: Admin): Promise<Answer> {
  const caller = callerOf(context.env.event.requestContext.authorizer?.lambda);
  const project = await projectFor(route, caller, context, admin);
  if (project !== '') context.env.event.noted.project = project;
  const text = route.body === undefined ? '' : await bodyText(context, route.yaml ?? false);
  const query = context.req.query();
  const run = route.prepare({
    params: context.req.param(),
    query,
    body: parseBody(text),
  });
  const list = listName(project, context.req.path, query);
  const { domainName, apiId } = context.env.event.requestContext;
  const api = { domainName, apiId };
  const accept = context.req.header('accept');
  const decide = (): Promise<Answer> =>
    run(
      { caller, api, project, now: admin.now(), accept, ...position(context, list), page: pager(list) },
      admin,
    );

  // As it was sent: the framework drops a header that is empty, and encodes what is no ASCII.
  const key = context.env.event.headers['idempotency-key'];
  // What needs no key must not let anybody write rows: a public route is safe to repeat by itself.
  if (route.method !== 'post' || route.scope === 'public' || key === undefined)
    return committed(admin, decide);
  const asked = [context.req.path, JSON.stringify(query), text];
  const request = idempotentRequest(key, project, caller.keyId, asked);
  return again(() => remembered(admin, request, route.secret ?? false, decide));
}

async function projectFor(
  route: Route,
  caller: Caller,
  context: AdminContext,
  admin: Admin,
): Promise<string> {
  if (route.scope === 'public') return '';
  requireScope(caller, route.scope);
  if (route.scope === 'root') return '';
  const project = projectOf(caller, context.req.header(PROJECT_HEADER));
  if (project === undefined) {
    throw new InvalidInput([
      { pointer: '', detail: `the root key names the project in the header ${PROJECT_HEADER}` },
    ]);
  }
  if (caller.scopes.has('root') && !(await admin.projects.get(project, admin.now())))
    throw new NotFound('project');
  return project;
}

async function bodyText(context: AdminContext, yaml: boolean): Promise<string> {
  const type = context.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? 'application/json';
  if (!isValidText(context.env.event)) throw new HttpFault(400, `${NOT_AS_SENT}.`);
  const text = await context.req.text();
  const isYaml = yaml && YAML_TYPES.includes(type);
  if (text !== '' && !isYaml && !/^application\/(?:[\w.-]+\+)?json$/.test(type)) {
    throw new HttpFault(415, `The content type ${type} is not supported: send application/json.`);
  }
  requireSize(text, 'A request body');
  if (!isYaml) return text;
  const json = JSON.stringify(readYaml(text) ?? {});
  requireSize(json, 'A request body, written as JSON,');
  return json;
}

const isValidText = (event: AdminEvent): boolean =>
  event.isBase64Encoded ? isUtf8(Buffer.from(event.body ?? '', 'base64')) : isAsSent(event);

function requireSize(text: string, what: string): void {
  if (Buffer.byteLength(text) > MAX_BODY_BYTES)
    throw new HttpFault(413, `${what} may have at most ${MAX_BODY_BYTES} bytes (256 KiB).`);
}

/** No body stands for an empty object, so that a POST without options needs none. */
function parseBody(text: string): unknown {
  if (text === '') return {};
  const body = parsed(text);
  const shape = shapeProblem(body);
  if (shape) throw new InvalidInput([shape]);
  return body;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new InvalidInput([{ pointer: '', detail: `must be JSON: ${(error as Error).message}` }]);
  }
}

function position(
  context: AdminContext,
  list: string,
): Pick<Call<unknown, unknown, unknown>, 'after' | 'ifMatch'> {
  const cursor = context.req.query('cursor');
  const revisions = revisionsOf(context.env.event.headers['if-match'] ?? '*');
  if (revisions === undefined) {
    const detail = 'If-Match must be `*` or ETags, in their quotes and with commas between them';
    throw new InvalidInput([{ pointer: '', detail }]);
  }
  return {
    after: cursor === undefined ? undefined : decodeCursor(cursor, list),
    ifMatch: revisions === 'any' ? undefined : revisions,
  };
}

const pager =
  (list: string) =>
  (data: unknown[], next: string | undefined): Answer => ({
    status: 200,
    body: { data, nextCursor: next === undefined ? null : encodeCursor(next, list) },
  });

const committed = (admin: Admin, decide: () => Promise<Answer>): Promise<Answer> =>
  again(async () => {
    const { writes = [], afterwards, ...rest } = await decide();
    await transact(admin.tables, writes, admin.chance);
    await afterwards?.();
    return rest;
  });

/** Lost updates are decided anew on what is there now, instead of troubling the caller. */
async function again(attempt: () => Promise<Answer>): Promise<Answer> {
  for (let round = 1; ; round++) {
    try {
      return await attempt();
    } catch (error) {
      if (!(error instanceof ChangedMeanwhile) || round === ROUNDS) throw error;
    }
  }
}
