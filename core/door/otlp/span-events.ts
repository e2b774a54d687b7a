import type { DoorEvent } from '../door-event';
import { evaluationData, EVALUATION } from './evaluation';
import { kindOf, type SpanKind } from './kinds';
import { sourceOf } from './source';
import { dataOf, hasFailed } from './span-data';
import { runOf, type Runs } from './runs';
import type { Attributes, ResourceTelemetry, Span, SpanEvent } from './telemetry';
import { isoTime } from './time';

const TYPES: Readonly<Record<SpanKind, readonly [completed: string, failed: string]>> = {
  run: ['agent.run.completed', 'agent.run.failed'],
  model: ['llm.request.completed', 'llm.request.failed'],
  tool: ['tool.call.completed', 'tool.call.failed'],
};

export interface Mapped {
  events: DoorEvent[];
  /** How many spans or records tell of something and have no ids by which a repeat could be known. */
  refused: number;
  /** How many events more than a request may tell of there would be. */
  beyond: number;
}

/** The events that the spans of a request tell of. */
export function spanEvents(
  telemetry: readonly ResourceTelemetry[],
  runs: Runs,
  urlAgent: string | undefined,
  maxEvents: number,
): Mapped {
  const kinds = kindsOf(telemetry);
  const mapped: Mapped = { events: [], refused: 0, beyond: 0 };
  for (const { resource, spans } of telemetry) {
    for (const span of spans) {
      const kind = kinds.get(span);
      const judgements = span.events.filter(({ name }) => name === EVALUATION);
      const count = judgements.length + (kind === undefined ? 0 : 1);
      if (count === 0) continue;
      if (!hasIds(span)) {
        mapped.refused++;
        continue;
      }
      const room = maxEvents - mapped.events.length;
      mapped.beyond += Math.max(0, count - room);
      if (room === 0) continue;
      const told = [...kindEvents(span, kind), ...evaluationEvents(span, judgements)].slice(0, room);
      const whose = whoseOf(span, resource, runs, urlAgent);
      for (const event of told) mapped.events.push({ ...event, ...whose });
    }
  }
  return mapped;
}

type Told = Omit<DoorEvent, 'source' | 'subject'>;

function kindEvents(span: Span, kind: SpanKind | undefined): Told[] {
  if (kind === undefined) return [];
  const type = TYPES[kind][hasFailed(span, kind) ? 1 : 0];
  return [{ type, id: idOf(span), ...isoTime(span.endMs), data: dataOf(span, kind) }];
}

function evaluationEvents(span: Span, judgements: readonly SpanEvent[]): Told[] {
  return judgements.map(({ attributes }, index) => ({
    type: 'evaluation.scored',
    id: `${idOf(span)}:evaluation:${index}`,
    ...isoTime(span.endMs),
    data: { ...evaluationData(attributes), traceId: span.traceId, spanId: span.spanId },
  }));
}

const idOf = ({ traceId, spanId }: Span): string => `otel:${traceId}:${spanId}`;

function whoseOf(
  span: Span,
  resource: Attributes,
  runs: Runs,
  urlAgent: string | undefined,
): Pick<DoorEvent, 'source' | 'subject'> {
  const subject = runOf(span, runs);
  return { source: sourceOf(urlAgent, resource, span.attributes), ...(subject !== undefined && { subject }) };
}

const hasIds = ({ traceId, spanId }: Span): boolean => traceId !== '' && spanId !== '';

/** What each span of a request tells of; not those that repeat an inference above them. */
function kindsOf(telemetry: readonly ResourceTelemetry[]): ReadonlyMap<Span, SpanKind> {
  const kinds = new Map<Span, SpanKind>();
  const byId = new Map<string, Span>();
  for (const span of telemetry.flatMap(({ spans }) => spans)) {
    byId.set(idOf(span), span);
    const kind = kindOf(span);
    if (kind !== undefined) kinds.set(span, kind);
  }
  const below = belowModel(byId, kinds);
  const repeated = [...kinds].filter(([span, kind]) => kind === 'model' && below(span));
  for (const [span] of repeated) kinds.delete(span);
  return kinds;
}

/**
 * Whether a span lies below one of a model: two instrumentations of one process tell the same call twice, one inside the
 * other. Each span is asked once, however many lie below it.
 */
function belowModel(
  byId: ReadonlyMap<string, Span>,
  kinds: ReadonlyMap<Span, SpanKind>,
): (span: Span) => boolean {
  const known = new Map<Span, boolean>();
  return (span) => {
    const way: Span[] = [];
    let above: Span | undefined = span;
    let found = false;
    while (above !== undefined && !known.has(above)) {
      // Whoever comes by again is its own ancestor.
      known.set(above, false);
      way.push(above);
      above = byId.get(`otel:${above.traceId}:${above.parentSpanId}`);
      if (above === undefined || above === span) break;
      found = kinds.get(above) === 'model';
      if (found) break;
    }
    if (!found && above !== undefined && above !== span) found = known.get(above) === true;
    for (const one of way) known.set(one, found);
    return found;
  };
}
