import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { asPosted } from '../../core/door/door-event';
import type { ReportedEvent } from '../../core/door/reported';
import type { Problem } from '../../core/problem';
import { readTraceparent } from '../../core/trace/traceparent';
import { json, type Result } from './answer';
import { type IngestTools, report } from './ingest';
import { type Answered, type Circumstances, refusal } from './post-events';
import { readText } from './read-body';

/** Of a body after decompression, most of which is not kept. A function takes no more at once. */
const MAX_BYTES = 6 * 1024 * 1024;

export interface AtDoor extends Circumstances {
  /** Of the address. */
  agent: string | undefined;
}

/** A door that takes JSON, whose agent's name is one. */
export type JsonDoor = (tools: IngestTools, request: APIGatewayProxyEventV2, at: AtDoor) => Promise<Answered>;

export const doorText = (request: APIGatewayProxyEventV2): string | Problem => readText(request, MAX_BYTES);

/** Puts what a door has read on the bus. */
export function publishReported(
  tools: IngestTools,
  { headers }: APIGatewayProxyEventV2,
  { project, receivedAt }: Circumstances,
  events: readonly ReportedEvent[],
): Promise<Result[]> {
  const posted = events.map(asPosted);
  const traceparent = readTraceparent(headers['traceparent']);
  return report(tools, { project, receivedAt, posted, traceparent });
}

/**
 * A door to which logs are posted. One that the bus has refused makes the whole request worth sending again, since
 * repeats count once.
 */
export async function takeLogs(
  tools: IngestTools,
  request: APIGatewayProxyEventV2,
  at: AtDoor,
  read: (text: string, agent: string | undefined) => ReportedEvent[] | Problem,
  taken: (accepted: number, refused: number) => object,
): Promise<Answered> {
  const { requestId } = request.requestContext;
  const text = doorText(request);
  const events = typeof text === 'string' ? read(text, at.agent) : text;
  if (!Array.isArray(events)) return refusal(events, requestId);
  const results = await publishReported(tools, request, at, events);
  const { accepted, refused, fault } = counted(results);
  if (fault?.status === 503 || (fault && accepted === 0)) return refusal(fault, requestId, results.length);
  return { response: json(200, taken(accepted, refused)), accepted, refused };
}

/** `fault`: one that may pass if there is any, else the first. */
export function counted(results: readonly Result[]): {
  accepted: number;
  refused: number;
  fault: Problem | undefined;
} {
  const faults = results.flatMap((one) => (one.status === 'refused' ? [one.error] : []));
  return {
    accepted: results.length - faults.length,
    refused: faults.length,
    fault: faults.find(({ status }) => status === 503) ?? faults[0],
  };
}
