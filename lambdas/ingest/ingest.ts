import { randomUUID } from 'node:crypto';
import { loadAgents } from '../../adapters/aws/agents';
import type { Bus } from '../../adapters/aws/bus';
import type { EnforcedSchemas } from './enforced-schemas';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { directive, type Directive } from '../../core/agent/directive';
import { boundedErrors, EVENT_ERRORS, REQUEST_ERRORS } from '../../core/bounded-errors';
import { accept, type PostedEvent } from '../../core/event/accept';
import { toEntry } from '../../core/event/entry';
import type { AcceptedEvent } from '../../core/event/event';
import { LIMITS } from '../../core/event/limits';
import { problem, type Problem } from '../../core/problem';
import { logError } from '../log';
import type { Result } from './answer';
import { dataCheck } from './check-data';

export interface IngestTools {
  bus: Bus;
  schemas: EnforcedSchemas;
  tables: DynamoDBDocumentClient;
  monitoringTable: string;
}

export interface IngestRequest {
  project: string;
  posted: PostedEvent[];
  /** Epoch ms. */
  receivedAt: number;
  /** The request's `Idempotency-Key`, or something random. */
  identity: { kind: 'key'; key: string } | { kind: 'random'; random: string };
  traceparent?: string | undefined;
}

/** Accepts what is valid and puts it on the bus; an event is accepted only once the bus has it. */
export async function ingest(
  tools: IngestTools,
  request: IngestRequest,
): Promise<{ results: Result[]; directives: Directive[] | null } | Problem> {
  const { project, receivedAt } = request;
  const decided = await decide(tools, request);
  const sources = [...new Set(decided.accepted.map(({ source }) => source))];
  if (sources.length > LIMITS.requestSources) {
    return problem(
      413,
      `A request may name at most ${LIMITS.requestSources} sources; this one names ${sources.length}`,
    );
  }
  const [results, directives] = await Promise.all([
    publish(tools.bus, decided),
    readDirectives(tools, project, sources, receivedAt),
  ]);
  return { results, directives };
}

/** The same for events that a door has made. An event without an id is new; nobody waits for directives. */
export async function report(
  tools: IngestTools,
  request: Omit<IngestRequest, 'identity'>,
): Promise<Result[]> {
  return publish(
    tools.bus,
    await decide(tools, { ...request, identity: { kind: 'random', random: randomUUID() } }),
  );
}

interface Decided {
  /** In the order of the request. */
  decided: (AcceptedEvent | Problem)[];
  accepted: AcceptedEvent[];
}

async function decide(
  tools: IngestTools,
  { project, posted, receivedAt, identity, traceparent }: IngestRequest,
): Promise<Decided> {
  const checkData = await dataCheck(await tools.schemas.of(project, posted.flatMap(typeOf)));
  const decided = posted.map((one, index) =>
    accept(one, { project, receivedAt, identity: { ...identity, index }, traceparent }, checkData),
  );
  return { decided, accepted: firstOfEach(decided) };
}

async function publish(bus: Bus, { decided, accepted }: Decided): Promise<Result[]> {
  const refused = new Set((await bus.publish(accepted.map(toEntry))).map(({ id }) => id));
  const first = new Map(accepted.map((one) => [one.id, one]));
  return bounded(decided.map((one) => result(one, refused, first)));
}

/** A request may hold an event twice. Which of two bodies comes first is known here, and nowhere later (SEMANTICS 1.1). */
function firstOfEach(decided: readonly (AcceptedEvent | Problem)[]): AcceptedEvent[] {
  const first = new Map<string, AcceptedEvent>();
  for (const one of decided) if ('body' in one && !first.has(one.id)) first.set(one.id, one);
  return [...first.values()];
}

/** Of what may be no event at all. */
function typeOf({ value }: PostedEvent): string[] {
  const type = typeof value === 'object' && value !== null ? (value as { type?: unknown }).type : undefined;
  return typeof type === 'string' ? [type] : [];
}

/** Whatever was posted, the answer stays far below what a function may answer (6 MB). */
function bounded(results: Result[]): Result[] {
  let left: number = REQUEST_ERRORS;
  return results.map((one) => {
    if (one.status === 'accepted' || !one.error.errors) return one;
    const max = Math.min(left, EVENT_ERRORS);
    left -= Math.min(max, one.error.errors.length);
    return { ...one, error: { ...one.error, errors: boundedErrors(one.error.errors, max) } };
  });
}

const UNAVAILABLE = problem(503, 'The event could not be stored; send it again');

const CONFLICT = problem(409, 'The event is given twice, with another body; the first one counts', [
  { pointer: '/id', detail: 'must not name an event of this request that says something else' },
]);

function result(
  one: AcceptedEvent | Problem,
  refused: ReadonlySet<string>,
  first: ReadonlyMap<string, AcceptedEvent>,
): Result {
  if (!('body' in one)) return { status: 'refused', error: one };
  if (first.get(one.id)?.contentHash !== one.contentHash) return { status: 'refused', error: CONFLICT };
  return refused.has(one.id) ? { status: 'refused', error: UNAVAILABLE } : { status: 'accepted', id: one.id };
}

/** What one agent is asked to be; undefined if it cannot be read. */
export async function readDirective(
  tools: IngestTools,
  project: string,
  agent: string,
  now: number,
): Promise<Directive | undefined> {
  return (await readDirectives(tools, project, [agent], now))?.[0];
}

/** Telling agents what they are asked to be must never cost an event: null if it cannot be read (SEMANTICS 5.5). */
async function readDirectives(
  { tables, monitoringTable }: IngestTools,
  project: string,
  sources: string[],
  now: number,
): Promise<Directive[] | null> {
  try {
    const rows = await loadAgents(tables, monitoringTable, project, sources);
    return sources.map((source) => directive(source, rows.get(source) ?? [], now));
  } catch (error) {
    logError('directives', error, { project });
    return null;
  }
}
