import { randomUUID } from 'node:crypto';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import type {
  APIGatewayProxyEventV2WithLambdaAuthorizer,
  APIGatewayProxyStructuredResultV2,
} from 'aws-lambda';
import { Bus } from '../../adapters/aws/bus';
import { documentClient } from '../../adapters/aws/clients';
import { KeyRates } from '../../adapters/aws/key-rates';
import { EnforcedSchemas } from '../../adapters/aws/enforced-schemas';
import { readRequest } from '../../core/event/read-request';
import { problem } from '../../core/problem';
import { readTraceparent } from '../../core/trace/traceparent';
import type { AuthorizedContext } from '../authorize/authorizer';
import { callerOf, PROJECT_HEADER, projectProblem } from '../caller';
import { environment } from '../environment';
import { INSTALLATION_HEADER, installation } from '../installation';
import { log } from '../log';
import { keyThrottle } from '../key-throttle';
import { answer, problemAnswer } from './answer';
import { ingest, type IngestRequest, type IngestTools } from './ingest';
import { readBody } from './read-body';
import { showDirective } from './show-directive';

const tables = documentClient();
const tools: IngestTools = {
  bus: new Bus(new EventBridgeClient({}), environment('busName'), Math.random),
  schemas: new EnforcedSchemas(tables, environment('subscriptionsTable'), Date.now),
  tables,
  monitoringTable: environment('monitoringTable'),
};

const throttle = keyThrottle(
  new KeyRates(tables, environment('monitoringTable'), Number(environment('keyRequestsPerSecond'))),
);
const self = installation();

/** By whatever name it has found its way here: each round would make new events of the ones before. */
const LOOP = problem(508, 'A subscription of this installation posts to its own API; change its destination');

type Request = APIGatewayProxyEventV2WithLambdaAuthorizer<AuthorizedContext>;

/** `POST /v1/events` and `GET /v1/agents/{agent}/directive`. */
export async function handler(request: Request): Promise<APIGatewayProxyStructuredResultV2> {
  const { requestId } = request.requestContext;
  const caller = callerOf(request.requestContext.authorizer?.lambda);
  if (!caller.scopes.has('ingest')) {
    return problemAnswer(problem(403, 'This needs a key of a project with the scope ingest'), requestId);
  }
  const elsewhere = projectProblem(caller, request.headers[PROJECT_HEADER]);
  if (elsewhere !== undefined) return problemAnswer(problem(403, elsewhere), requestId);
  const throttled = await throttle(caller.keyId, requestId, Date.now());
  if (throttled) return throttled;
  if (request.requestContext.http.method === 'GET')
    return showDirective(tools, caller.project, request, Date.now());
  return postEvents(request, caller.project, requestId);
}

async function postEvents(request: Request, project: string, requestId: string) {
  const began = Date.now();
  if (request.headers[INSTALLATION_HEADER] === self) return problemAnswer(LOOP, requestId);
  const body = readBody(request);
  if (typeof body !== 'string') return problemAnswer(body, requestId);
  const posted = readRequest({ headers: request.headers, body });
  if (!Array.isArray(posted)) return problemAnswer(posted, requestId);
  const identity = requestIdentity(request.headers['idempotency-key']);
  if (!('kind' in identity)) return problemAnswer(identity, requestId);

  const traceparent = readTraceparent(request.headers['traceparent']);
  const outcome = await ingest(tools, { project, posted, receivedAt: began, identity, traceparent });
  if (!('results' in outcome)) return problemAnswer(outcome, requestId);
  const accepted = outcome.results.filter(({ status }) => status === 'accepted').length;
  const refused = posted.length - accepted;
  log(
    'ingest',
    { requestId, project, traceparent, accepted, refused, durationMs: Date.now() - began },
    { EventsAccepted: accepted, EventsRefused: refused },
  );
  return answer(outcome.results, outcome.directives, requestId);
}

function requestIdentity(key: string | undefined): IngestRequest['identity'] | ReturnType<typeof problem> {
  if (key === undefined) return { kind: 'random', random: randomUUID() };
  if (key.length >= 1 && key.length <= 255) return { kind: 'key', key };
  return problem(400, 'The header Idempotency-Key must have 1 to 255 characters');
}
