import type { DoorEvent } from '../door-event';
import { evaluationData, EVALUATION } from './evaluation';
import { kindOf, type SpanKind } from './kinds';
import { repeatsOf } from './repeats';
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

/** What each span of a request tells of; not those that repeat others. */
function kindsOf(telemetry: readonly ResourceTelemetry[]): ReadonlyMap<Span, SpanKind> {
  const kinds = new Map<Span, SpanKind>();
  for (const span of telemetry.flatMap(({ spans }) => spans)) {
    const kind = kindOf(span);
    if (kind !== undefined) kinds.set(span, kind);
  }
  for (const span of repeatsOf(telemetry, kinds)) kinds.delete(span);
  return kinds;
}
