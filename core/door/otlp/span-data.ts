import { withoutUndefined } from '../../without-undefined';
import { BOUNDS, cutMessage, cutName } from '../bounds';
import { amount, firstOf, numberOf, textOf } from './attribute';
import { ARGUMENTS, ARGUMENTS_EVENT, FIELDS } from './fields';
import type { SpanKind } from './kinds';
import { modelAndProvider, providerName } from './model-name';
import type { Attributes, AttributeValue, Span } from './telemetry';

export type Data = Record<string, unknown>;

/** What an event says of a span of this kind. */
export function dataOf(span: Span, kind: SpanKind): Data {
  const { attributes, traceId, spanId } = span;
  const agents = kind === 'run' ? [...FIELDS.agent, ...FIELDS.graphNode] : FIELDS.agent;
  const common = { traceId, spanId, ...withoutUndefined({ agent: cutName(textOf(attributes, agents)) }) };
  const error = hasFailed(span, kind) ? failureOf(span) : {};
  const took = tookOf(span);
  const latency = withoutUndefined({ latencyMs: took });
  if (kind === 'run') return { ...withoutUndefined({ durationMs: took }), ...error, ...common };
  if (kind === 'tool') return { ...toolData(span), ...latency, ...error, ...common };
  return { ...modelData(span), ...latency, ...error, ...common };
}

/** Mastra says that a request has failed only by why it has ended. */
export const hasFailed = (span: Span, kind: SpanKind): boolean =>
  span.failed || (kind === 'model' && endedByError(span.attributes));

const endedByError = (attributes: Attributes): boolean =>
  reasonsOf(firstOf(attributes, FIELDS.finishReasons))?.includes('error') === true;

/** Nothing where one of the times is missing: the other alone would be some fifty years. */
const tookOf = ({ startMs, endMs }: Span): number | undefined =>
  startMs > 0 && endMs > 0 ? Math.max(0, Math.round(endMs - startMs)) : undefined;

function modelData({ scope, attributes }: Span): Data {
  const usage = usageOf(scope, attributes);
  const requested = cutName(textOf(attributes, FIELDS.model));
  const responseModel = cutName(textOf(attributes, FIELDS.responseModel));
  const named = modelAndProvider(requested, providerName(cutName(textOf(attributes, FIELDS.provider))));
  return withoutUndefined({
    ...named,
    responseModel,
    ...usage,
    costMicroUsd: microDollars(numberOf(attributes, FIELDS.cost)),
    finishReasons: reasonsOf(firstOf(attributes, FIELDS.finishReasons)),
    responseId: cutName(textOf(attributes, FIELDS.responseId)),
  });
}

function usageOf(scope: string, attributes: Attributes): Data {
  const langSmith = langSmithUsage(textOf(attributes, FIELDS.usageMetadata));
  const input = numberOf(attributes, FIELDS.inputTokens);
  const cached = numberOf(attributes, FIELDS.cachedInputTokens) ?? langSmith.cachedInputTokens;
  const written = numberOf(attributes, FIELDS.cacheWriteInputTokens) ?? langSmith.cacheWriteInputTokens;
  return {
    inputTokens:
      input === undefined ? undefined : inputOf(input, (cached ?? 0) + (written ?? 0), scope, attributes),
    outputTokens: outputOf(input, scope, attributes),
    cachedInputTokens: cached,
    cacheWriteInputTokens: written,
    reasoningTokens: numberOf(attributes, FIELDS.reasoningTokens) ?? langSmith.reasoningTokens,
  };
}

/** Agno passes on Anthropic's count, which is without the cache; and no part is larger than the whole. */
function inputOf(input: number, cache: number, scope: string, attributes: Attributes): number {
  const isWithout =
    scope === 'openinference.instrumentation.agno' && attributes.get('llm.system') === 'anthropic';
  return isWithout || cache > input ? input + cache : input;
}

/** OpenLLMetry's output of Gemini is without its thoughts; the total has them. */
function outputOf(input: number | undefined, scope: string, attributes: Attributes): number | undefined {
  const output = numberOf(attributes, FIELDS.outputTokens);
  const total = numberOf(attributes, FIELDS.totalTokens);
  const isWithout = scope === 'opentelemetry.instrumentation.google_generativeai';
  if (!isWithout || output === undefined || total === undefined) return output;
  return Math.max(output, total - (input ?? total));
}

interface LangSmithUsage {
  cachedInputTokens?: number | undefined;
  cacheWriteInputTokens?: number | undefined;
  reasoningTokens?: number | undefined;
}

/** LangChain's `UsageMetadata`, which LangSmith sends as one text. */
function langSmithUsage(text: string | undefined): LangSmithUsage {
  if (text === undefined) return {};
  try {
    const usage = JSON.parse(text) as { input_token_details?: Data; output_token_details?: Data } | null;
    return {
      cachedInputTokens: amount(usage?.input_token_details?.['cache_read']),
      cacheWriteInputTokens: amount(usage?.input_token_details?.['cache_creation']),
      reasoningTokens: amount(usage?.output_token_details?.['reasoning']),
    };
  } catch {
    return {};
  }
}

/** LiteLLM sends the list as a text. */
function reasonsOf(value: AttributeValue | undefined): readonly string[] | undefined {
  if (value === undefined || typeof value === 'number' || typeof value === 'boolean') return undefined;
  if (typeof value !== 'string') return value.map((reason) => reason.slice(0, BOUNDS.nameCharacters));
  const listed = value.startsWith('[') ? value.match(/\w[\w-]*/g) : [value];
  return listed?.slice(0, 16).map((reason) => reason.slice(0, BOUNDS.nameCharacters));
}

const microDollars = (dollars: number | undefined): number | undefined =>
  dollars === undefined ? undefined : Math.round(dollars * 1e6);

/** What Google ADK writes where it has no id. */
const NO_CALL = '<not specified>';

function toolData(span: Span): Data {
  const { attributes } = span;
  const callId = cutName(textOf(attributes, FIELDS.callId));
  return withoutUndefined({
    tool: cutName(textOf(attributes, FIELDS.tool) ?? span.name),
    argumentsHash: textOf(attributes, ARGUMENTS) ?? hashOfEvent(span),
    callId: callId === NO_CALL ? undefined : callId,
  });
}

function hashOfEvent({ events }: Span): string | undefined {
  const message = events.find((event) => event.name === ARGUMENTS_EVENT.name);
  return message && textOf(message.attributes, [ARGUMENTS_EVENT.attribute]);
}

const TIMED_OUT = /time(d)?[ _-]?out|deadline/i;

/** What is said of a failure, by the span, by its exception and by its status. */
function failureOf(span: Span): { error: Data; timedOut?: true } {
  const exception = span.events.find((event) => event.name === 'exception')?.attributes ?? new Map();
  const type =
    textOf(span.attributes, FIELDS.errorType) ??
    textOf(exception, FIELDS.exceptionType)?.split('.').at(-1) ??
    (span.failed ? undefined : 'error');
  const status = span.statusMessage === '' ? undefined : span.statusMessage;
  const message = textOf(exception, FIELDS.exceptionMessage) ?? status;
  const error = withoutUndefined({
    type: cutName(type),
    message: cutMessage(message),
    code: cutName(textOf(span.attributes, FIELDS.errorCode)),
  });
  return TIMED_OUT.test(`${type} ${message}`) ? { error, timedOut: true } : { error };
}
