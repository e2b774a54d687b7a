import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { KeyRates } from '../../adapters/aws/key-rates';
import { EnforcedSchemas } from './enforced-schemas';
import { problem } from '../../core/problem';
import { readTraceparent } from '../../core/trace/traceparent';
import type { AuthorizedContext } from '../authorize/authorizer';
import { callerFields, callerOf, type Caller, PROJECT_HEADER, projectProblem } from '../caller';
import { environment } from '../environment';
import { installation } from '../installation';
import { log, logError } from '../log';
import { keyThrottle, rateLimits } from '../key-throttle';
import type { Measured } from '../metrics';
import { problemAnswer } from './answer';
import { enterDoor, isDoor, throttledAtDoor } from './doors';
import type { IngestTools } from './ingest';
import { postEvents, refusal, type Answered } from './post-events';
import { showDirective } from './show-directive';

const tables = documentClient();
const tools: IngestTools = {
  bus: new Bus(new EventBridgeClient({}), environment('busName'), Math.random),
  schemas: new EnforcedSchemas(tables, environment('subscriptionsTable'), Date.now),
  tables,
  monitoringTable: environment('monitoringTable'),
};

const throttle = keyThrottle(new KeyRates(tables, environment('monitoringTable'), rateLimits()));
const self = installation();

const NEEDS_SCOPE = 'This needs a key of a project with the scope ingest';

type Request = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizedContext>;
type Outcome = Answered & { throttled?: true };

/** `POST /v1/events`, `GET /v1/agents/{agent}/directive`, and the doors `/in/{key}/...` and `/otlp/...`. */
export async function handler(request: Request): Promise<APIGatewayProxyStructuredResultV2> {
  const began = Date.now();
  const { requestId, authorizer } = request.requestContext;
  const caller = callerOf(authorizer?.lambda);
  const traceparent = readTraceparent(request.headers['traceparent']);
  const line = { requestId, route: request.routeKey, ...callerFields(caller), traceparent };
  try {
    const { response, ...outcome } = await answered(request, caller, began);
    const durationMs = Date.now() - began;
    log('ingest', { ...line, status: response.statusCode, ...outcome, durationMs }, measuredOf(outcome));
    return response;
  } catch (error) {
    logError('ingest', error, { ...line, durationMs: Date.now() - began });
    throw error;
  }
}

async function answered(request: Request, caller: Caller, now: number): Promise<Outcome> {
  const { requestId, http } = request.requestContext;
  const throttled = await throttle(caller, { requestId, weight: 1, now });
  if (throttled) return { response: atDoor(request, throttled), throttled: true };
  const { project, scopes } = caller;
  const reads = http.method === 'GET';
  const why = scopes.has('ingest') ? projectProblem(caller, request.headers[PROJECT_HEADER]) : NEEDS_SCOPE;
  if (why !== undefined) {
    const forbidden = problem(403, why);
    return reads ? { response: problemAnswer(forbidden, requestId) } : refusal(forbidden, requestId);
  }
  if (reads) return { response: await showDirective(tools, project, request, now) };
  const circumstances = { project, receivedAt: now, self };
  return isDoor(request.routeKey)
    ? enterDoor(tools, request, circumstances)
    : postEvents(tools, request, circumstances);
}

const atDoor = (request: Request, throttled: APIGatewayProxyStructuredResultV2) =>
  isDoor(request.routeKey) ? throttledAtDoor(request, throttled) : throttled;

const measuredOf = ({ accepted, refused, throttled }: Omit<Outcome, 'response'>): Measured => ({
  ...(accepted !== undefined && { EventsAccepted: accepted }),
  ...(refused !== undefined && { EventsRefused: refused }),
  ...(throttled && { RequestsThrottled: 1 }),
});
