import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { asPosted } from '../../core/door/door-event';
import {
  CONTENT_TYPES,
  failureBody,
  formatOf,
  type OtlpFormat,
  successBody,
} from '../../core/door/otlp/answer';
import { readOtlp } from '../../core/door/otlp/read-request';
import { type ResourceTelemetry, type Signal, Undecodable } from '../../core/door/otlp/telemetry';
import { MAX_EVENTS, toEvents } from '../../core/door/otlp/to-events';
import { problem, type Problem } from '../../core/problem';
import { readTraceparent } from '../../core/trace/traceparent';
import type { Result } from './answer';
import { type IngestTools, report } from './ingest';
import type { Answered, Circumstances } from './post-events';
import { readBytes } from './read-body';

/** After decompression. A batch of 512 spans with all that was asked and answered has some 25 MiB. */
const MAX_BYTES = 32 * 1024 * 1024;

interface Asked extends Circumstances {
  /** The agent that the address names, or what is wrong with its name. */
  agent: string | Problem | undefined;
  signal: Signal;
}

/**
 * `POST .../v1/{signal}`: OTLP over HTTP. Exporters give up what is answered with 400 or 413 and repeat after 503, so
 * that a request of which the bus refuses a part is refused whole: ids of events come from trace and span, and a repeat
 * counts once.
 */
export async function otlp(
  tools: IngestTools,
  request: APIGatewayProxyEventV2,
  { project, receivedAt, agent, signal }: Asked,
): Promise<Answered> {
  const format = formatOf(request.headers['content-type']);
  if (format === undefined) return refused(UNKNOWN_FORM, 'json');
  if (typeof agent === 'object') return refused(agent, format);
  const telemetry = read(request, format, signal);
  if ('status' in telemetry) return refused(telemetry, format);
  const { events, refused: unidentified, beyond } = toEvents(telemetry, agent);
  const traceparent = readTraceparent(request.headers['traceparent']);
  const results = await report(tools, { project, receivedAt, posted: events.map(asPosted), traceparent });
  if (results.some(isUnavailable)) return refused(UNAVAILABLE, format, events.length + beyond);
  const faults = results.filter(({ status }) => status === 'refused').length;
  const rejected = beyond + faults + unidentified;
  const why = reasons({ beyond, faults, unidentified });
  return {
    response: answer(200, format, successBody(format, signal, rejected, why)),
    accepted: results.length - faults,
    refused: rejected,
  };
}

const UNKNOWN_FORM = problem(
  415,
  'OTLP is taken as application/x-protobuf or application/json: set OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf',
);
const UNAVAILABLE = problem(503, 'Not all of it could be stored; send it again');

const isUnavailable = (result: Result): boolean =>
  result.status === 'refused' && result.error.status === UNAVAILABLE.status;

function read(
  request: APIGatewayProxyEventV2,
  format: OtlpFormat,
  signal: Signal,
): ResourceTelemetry[] | Problem {
  const bytes = readBytes(request, MAX_BYTES);
  if (!Buffer.isBuffer(bytes)) return bytes;
  try {
    return readOtlp(bytes, format, signal);
  } catch (error) {
    if (error instanceof Undecodable) return problem(400, error.message);
    throw error;
  }
}

function reasons({
  beyond,
  faults,
  unidentified,
}: Record<'beyond' | 'faults' | 'unidentified', number>): string {
  return [
    unidentified > 0 && `${unidentified} without the ids by which a repeat could be known`,
    faults > 0 && `${faults} that break a rule for events`,
    beyond > 0 &&
      `${beyond} beyond the ${MAX_EVENTS} events that a request may tell of: send smaller batches`,
  ]
    .filter((reason) => reason !== false)
    .join('; ');
}

/** While nobody knows how many events a request holds, it counts as one. */
const refused = (error: Problem, format: OtlpFormat, events = 1): Answered => ({
  response: {
    ...answer(error.status, format, failureBody(format, error.detail ?? error.title)),
    ...(error.status === 503 && { headers: { 'content-type': CONTENT_TYPES[format], 'retry-after': '1' } }),
  },
  accepted: 0,
  refused: events,
});

/** In the form of the request: exporters read the answer by it. */
const answer = (statusCode: number, format: OtlpFormat, body: Buffer): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': CONTENT_TYPES[format] },
  ...(format === 'json'
    ? { body: body.toString('utf8') }
    : { body: body.toString('base64'), isBase64Encoded: true }),
});
