import { numberOf, textOf } from './attribute';
import { FIELDS } from './fields';
import type { SpanKind } from './kinds';
import type { ResourceTelemetry, Span } from './telemetry';

/** Parents of parents are followed so far: what repeats an inference lies a level or two below it. */
const MAX_ANCESTORS = 64;

/** A client that traces its own requests (seen: Anthropic's SDK for Python 2.14), beside an instrumentation that does. */
const CLIENT = /^com\.anthropic\.sdk/;

/** Instrumentations of clients of models, which frameworks' spans are around. */
const CLIENT_INSTRUMENTATION =
  /^open(inference|telemetry)\.instrumentation\.(openai|anthropic|google_gen\w+|vertexai|bedrock|mistralai|groq|cohere|litellm)([._]v\d)?$/;

type Kinds = ReadonlyMap<Span, SpanKind>;

/** Spans of one request that tell what others of it tell. */
export function repeatsOf(telemetry: readonly ResourceTelemetry[], kinds: Kinds): ReadonlySet<Span> {
  const above = new Ancestors(telemetry);
  const repeats = new Set<Span>();
  for (const span of emptyAbove(kinds, above)) repeats.add(span);
  const empty = new Set(repeats);
  for (const [span, kind] of kinds)
    if (kind === 'model' ? isBelowModel(span, kinds, above, empty) : isNamedAbove(span, kind, kinds, above))
      repeats.add(span);
  for (const { spans } of telemetry) for (const span of clientsRepeats(spans, kinds)) repeats.add(span);
  return repeats;
}

/** Each parent is looked up once: a span may have many below it. */
class Ancestors {
  private readonly parents = new Map<Span, Span>();

  constructor(telemetry: readonly ResourceTelemetry[]) {
    const spans = telemetry.flatMap((one) => one.spans);
    const byId = new Map(spans.map((span) => [key(span, span.spanId), span]));
    for (const span of spans) {
      const parent = byId.get(key(span, span.parentSpanId));
      if (parent) this.parents.set(span, parent);
    }
  }

  parentOf = (span: Span): Span | undefined => this.parents.get(span);

  *of(span: Span): Generator<Span> {
    let above = this.parentOf(span);
    for (let step = 0; step < MAX_ANCESTORS && above !== undefined && above !== span; step++) {
      yield above;
      above = this.parentOf(above);
    }
  }
}

const key = ({ traceId }: Span, spanId: string): string => `${traceId}:${spanId}`;

const hasUsage = ({ attributes }: Span): boolean =>
  numberOf(attributes, FIELDS.inputTokens) !== undefined ||
  numberOf(attributes, FIELDS.outputTokens) !== undefined;

/** Requests without tokens whose tokens stand below them, where another instrumentation tells the same. */
function* emptyAbove(kinds: Kinds, above: Ancestors): Generator<Span> {
  for (const [span, kind] of kinds) {
    if (kind !== 'model' || !hasUsage(span)) continue;
    for (const outer of above.of(span))
      if (kinds.get(outer) === 'model' && !outer.failed && !hasUsage(outer)) yield outer;
  }
}

/** Two instrumentations of one process tell the same call twice, one inside the other. */
function isBelowModel(span: Span, kinds: Kinds, above: Ancestors, empty: ReadonlySet<Span>): boolean {
  for (const outer of above.of(span)) if (kinds.get(outer) === 'model' && !empty.has(outer)) return true;
  return false;
}

/** A run directly within a run of the same agent, or a tool's call within one of the same tool. */
function isNamedAbove(span: Span, kind: SpanKind, kinds: Kinds, above: Ancestors): boolean {
  const outer = above.parentOf(span);
  if (outer === undefined || outer === span || kinds.get(outer) !== kind) return false;
  const names = kind === 'run' ? FIELDS.agent : FIELDS.tool;
  const name = textOf(span.attributes, names);
  return name !== undefined && name === textOf(outer.attributes, names);
}

/**
 * Spans of clients stand in a trace of their own, or beside, below frameworks that do not pass their span on (seen:
 * both instrumentations of LangChain). They are known by the id of the response, else by a request with the same tokens
 * that lasts longer on both sides.
 */
function clientsRepeats(spans: readonly Span[], kinds: Kinds): Span[] {
  const models = spans.filter((span) => kinds.get(span) === 'model');
  return [1, 2].flatMap((rank) => {
    const clients = models.filter((span) => rankOf(span) === rank);
    if (clients.length === 0) return [];
    const others = models.filter((span) => rankOf(span) < rank && (span.failed || hasUsage(span)));
    const ids = new Set(others.map(responseOf).filter((id) => id !== undefined));
    const encloses = enclosing(others);
    const enclosesNamed = enclosing(others.filter((span) => responseOf(span) === undefined));
    return clients.filter((span) => {
      const id = responseOf(span);
      return id === undefined ? encloses(span) : ids.has(id) || enclosesNamed(span);
    });
  });
}

/** How far below: a client tells what its instrumentation tells, which tells what a framework tells. */
function rankOf({ scope }: Span): number {
  if (CLIENT.test(scope)) return 2;
  return CLIENT_INSTRUMENTATION.test(scope) ? 1 : 0;
}

const responseOf = ({ attributes }: Span): string | undefined => textOf(attributes, FIELDS.responseId);

/** The model is left out: one names what was asked for, another what has answered. */
const likeness = ({ failed, attributes }: Span): string =>
  failed
    ? 'failed'
    : `${numberOf(attributes, FIELDS.inputTokens)}:${numberOf(attributes, FIELDS.outputTokens)}`;

/** Whether one of these spans, alike, began no later than a span and ended no earlier. */
function enclosing(spans: readonly Span[]): (span: Span) => boolean {
  const latest = new Map<string, { start: number; end: number }[]>();
  for (const span of [...spans].sort((one, other) => one.startMs - other.startMs)) {
    const list = latest.get(likeness(span)) ?? [];
    list.push({ start: span.startMs, end: Math.max(span.endMs, list.at(-1)?.end ?? 0) });
    latest.set(likeness(span), list);
  }
  return (span) => {
    const list = latest.get(likeness(span)) ?? [];
    let [low, high] = [0, list.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((list[middle]?.start ?? 0) <= span.startMs) low = middle + 1;
      else high = middle;
    }
    return low > 0 && (list[low - 1]?.end ?? 0) >= span.endMs;
  };
}
