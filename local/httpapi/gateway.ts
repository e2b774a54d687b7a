import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { LocalContext } from '../context';
import type { Functions } from '../lambda/functions';
import { type Answer, functionAnswer, gatewayAnswer, internalError } from './answer';
import { type Authorizer, identityOf, readVerdict, type Verdict, VerdictCache } from './authorizer';
import { type ClientRequest, headTooLarge, readRequest } from './client-request';
import { integrationEvent, requestPart } from './event';
import { chooseRoute, type Match, type Route } from './route';
import { TokenBucket } from './token-bucket';

/** An integration may take 30 s (HTTP API quotas). */
const LONGEST_INTEGRATION_MS = 30_000;

/** Of the stage, or of a route alone. Requests a second. */
export interface Throttling {
  rateLimit?: number;
  burstLimit?: number;
}

interface Stage extends Throttling {
  name: string;
  /** By route key. These routes take nothing from what the stage allows the others. */
  routes: ReadonlyMap<string, Throttling>;
}

/** The HTTP API of the template; its resources fill it in, then it answers requests. */
export class Gateway {
  apiId: string | undefined;
  readonly routes: Route[] = [];
  /** Function ARN by integration id. */
  readonly integrations = new Map<string, { functionArn: string; timeoutMs: number }>();
  readonly authorizers = new Map<string, Authorizer>();
  stage: Stage | undefined;
  private verdicts: VerdictCache | undefined;
  /** By route key; `''` of all routes that have no settings of their own. */
  private buckets = new Map<string, TokenBucket>();

  constructor(private functions: Functions) {}

  async handle(request: IncomingMessage, response: ServerResponse, local: LocalContext): Promise<void> {
    const id = randomUUID();
    const answer = await this.answer(request, id, local).catch((error: unknown) => {
      local.report(`The API failed: ${error instanceof Error ? error.stack : String(error)}`);
      return internalError();
    });
    response.writeHead(answer.status, {
      date: new Date(local.clock.now()).toUTCString(),
      ...answer.headers,
      'content-length': answer.body.length,
      'apigw-requestid': id,
      ...(answer.cookies.length > 0 && { 'set-cookie': answer.cookies }),
      // What was not read of a request must not be taken for the next one.
      ...(!request.complete && { connection: 'close' }),
    });
    response.end(request.method === 'HEAD' ? undefined : answer.body);
  }

  private async answer(incoming: IncomingMessage, id: string, local: LocalContext): Promise<Answer> {
    if (!this.stage) return gatewayAnswer(404, 'Not Found');
    if (headTooLarge(incoming)) return gatewayAnswer(431, 'Request Header Fields Too Large');
    const request = await readRequest(incoming, id);
    if (!request) return gatewayAnswer(413, 'Request Too Long');
    const match = chooseRoute(this.routes, request.method, request.path);
    if (!match) return gatewayAnswer(404, 'Not Found');
    if (!this.throttle(match.route, local).take()) return gatewayAnswer(429, 'Too Many Requests');
    return await this.authorizeAndForward(request, match, local);
  }

  private async authorizeAndForward(
    request: ClientRequest,
    match: Match,
    local: LocalContext,
  ): Promise<Answer> {
    const { authorizerId } = match.route;
    if (authorizerId === undefined) return await this.forward(request, match, local, undefined);
    const verdict = await this.authorize(request, match, authorizerId, local);
    if (verdict === 'unidentified') return gatewayAnswer(401, 'Unauthorized');
    if (verdict === undefined) return internalError();
    if (!verdict.allowed) return gatewayAnswer(403, 'Forbidden');
    return await this.forward(request, match, local, verdict.context);
  }

  private async authorize(
    request: ClientRequest,
    match: Match,
    authorizerId: string,
    local: LocalContext,
  ): Promise<Verdict | 'unidentified' | undefined> {
    const authorizer = this.authorizers.get(authorizerId);
    if (!authorizer) throw new Error(`There is no authorizer ${authorizerId}`);
    const identity = identityOf(authorizer.identitySources, request, match.route.key, this.api(local).stage);
    if (!identity) return 'unidentified';
    this.verdicts ??= new VerdictCache(local.clock);
    const cached = this.verdicts.get(authorizer, identity);
    if (cached) return cached;
    const sourceArn = `${this.arn(local)}/authorizers/${authorizerId}`;
    if (!(await this.mayInvoke(authorizer.functionArn, sourceArn, local))) return undefined;
    const part = requestPart(request, match, this.api(local), local.clock.now());
    const event = {
      ...part,
      type: 'REQUEST',
      routeArn: this.routeArn(request, match, local),
      identitySource: identity,
    };
    const outcome = await this.functions.invoke(authorizer.functionArn, JSON.stringify(event), local);
    const verdict = outcome.ok ? readVerdict(outcome.payload) : undefined;
    if (verdict) this.verdicts.put(authorizer, identity, verdict);
    return verdict;
  }

  private async forward(
    request: ClientRequest,
    match: Match,
    local: LocalContext,
    authorizer: object | null | undefined,
  ): Promise<Answer> {
    const integration = this.integrations.get(match.route.integrationId);
    if (!integration) throw new Error(`The route ${match.route.key} has no integration`);
    const { functionArn, timeoutMs } = integration;
    if (!(await this.mayInvoke(functionArn, this.routeArn(request, match, local), local)))
      return internalError();
    const event = integrationEvent(request, match, this.api(local), local.clock.now(), authorizer);
    const invocation = this.functions.invoke(functionArn, event, local).then(
      (outcome) => (outcome.ok ? (functionAnswer(outcome.payload) ?? internalError()) : internalError()),
      (error: unknown) => {
        if (error instanceof RangeError) return gatewayAnswer(413, 'Request Entity Too Large');
        throw error;
      },
    );
    return await withinTime(invocation, Math.min(timeoutMs, LONGEST_INTEGRATION_MS));
  }

  private async mayInvoke(functionArn: string, sourceArn: string, local: LocalContext): Promise<boolean> {
    const principal = { kind: 'service', service: 'apigateway.amazonaws.com', sourceArn } as const;
    const allowed = await local.iam.allowed(principal, {
      action: 'lambda:InvokeFunction',
      resource: functionArn,
    });
    if (!allowed) local.report(`[api] ${sourceArn} has no permission to invoke ${functionArn}`);
    return allowed;
  }

  private throttle({ key }: Route, local: LocalContext): TokenBucket {
    const own = this.stage?.routes.get(key);
    const name = own ? key : '';
    const known = this.buckets.get(name);
    if (known) return known;
    const { rateLimit = 10_000, burstLimit = 5_000 } = own ?? this.stage ?? {};
    const made = new TokenBucket(local.clock, rateLimit, burstLimit);
    this.buckets.set(name, made);
    return made;
  }

  private api(local: LocalContext): { accountId: string; apiId: string; stage: string } {
    return { accountId: local.account, apiId: this.apiId ?? '', stage: this.stage?.name ?? '' };
  }

  private arn(local: LocalContext): string {
    return `arn:aws:execute-api:${local.region}:${local.account}:${this.apiId}`;
  }

  private routeArn(request: ClientRequest, { route }: Match, local: LocalContext): string {
    const path = route.segments ? `${request.method}/${route.segments.join('/')}` : '$default';
    return `${this.arn(local)}/${this.stage?.name}/${path}`;
  }
}

async function withinTime(answer: Promise<Answer>, timeoutMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Answer>((resolve) => {
    timer = setTimeout(() => resolve(gatewayAnswer(503, 'Service Unavailable')), timeoutMs);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
