import { withoutUndefined } from '../../without-undefined';
import { cutMessage, cutName } from '../bounds';
import { asAttribute, type DoorEvent } from '../door-event';
import { numberOf, textOf } from './attribute';
import { CLAUDE_CODE_ARGUMENTS, CLAUDE_CODE_FIELDS as NAMES } from './fields';
import type { Attributes, LogRecord } from './telemetry';
import { isoTime } from './time';

/** Of its log records; its spans and metrics repeat them and are passed over. */
export const CLAUDE_CODE_SCOPE = 'com.anthropic.claude_code';

type Data = Record<string, unknown>;
type Told = Omit<DoorEvent, 'source'>;

const text = (attributes: Attributes, name: keyof typeof NAMES): string | undefined =>
  cutName(textOf(attributes, [NAMES[name]]));
const number = (attributes: Attributes, name: keyof typeof NAMES): number | undefined =>
  numberOf(attributes, [NAMES[name]]);

/** What a record of Claude Code tells of; `no ids` if it tells of something and a repeat could not be known. */
export function claudeCodeEvents({ attributes, timeMs }: LogRecord): Told[] | 'no ids' {
  const told = toldBy(attributes);
  if (told.length === 0) return [];
  const session = asAttribute(text(attributes, 'session')?.slice(0, 128));
  const sequence = number(attributes, 'sequence');
  if (session === undefined || sequence === undefined) return 'no ids';
  const id = `claude-code:${session}:${sequence}`;
  const runId = text(attributes, 'prompt');
  return told.map(({ type, data, part }) => ({
    type,
    subject: session,
    id: part === undefined ? id : `${id}:${part}`,
    ...isoTime(timeMs),
    data: { ...data, ...withoutUndefined({ runId }) },
  }));
}

interface Fact {
  type: string;
  data: Data;
  /** Of a record that tells of two things, which. */
  part?: string;
}

const RECORDS = new Map<string | undefined, (attributes: Attributes) => Fact[]>([
  ['user_prompt', () => [{ type: 'agent.run.started', data: {} }]],
  ['api_request', (of) => [{ type: 'llm.request.completed', data: requestData(of) }]],
  ['api_error', (of) => failedRequest(of)],
  ['tool_result', (of) => [toolResult(of)]],
]);

const toldBy = (attributes: Attributes): Fact[] =>
  RECORDS.get(textOf(attributes, [NAMES.event]))?.(attributes) ?? [];

/** Here `input_tokens` are those that no cache was read for or written with. */
function requestData(attributes: Attributes): Data {
  const cached = number(attributes, 'cacheRead');
  const written = number(attributes, 'cacheCreation');
  const input = number(attributes, 'inputTokens');
  return withoutUndefined({
    provider: 'anthropic',
    model: text(attributes, 'model'),
    inputTokens: input === undefined ? undefined : input + (cached ?? 0) + (written ?? 0),
    outputTokens: number(attributes, 'outputTokens'),
    cachedInputTokens: cached,
    cacheWriteInputTokens: written,
    costMicroUsd: number(attributes, 'costMicroUsd'),
    latencyMs: number(attributes, 'duration'),
    responseId: text(attributes, 'request'),
  });
}

function failedRequest(attributes: Attributes): Fact[] {
  const attempt = number(attributes, 'attempt');
  const error = withoutUndefined({
    message: cutMessage(textOf(attributes, [NAMES.error])),
    code: text(attributes, 'status'),
  });
  const data = withoutUndefined({
    ...{ provider: 'anthropic', model: text(attributes, 'model'), latencyMs: number(attributes, 'duration') },
    ...{ error, attempt },
  });
  const failed = { type: 'llm.request.failed', data };
  return (attempt ?? 1) > 1
    ? [failed, { type: 'agent.retry', data: { error, attempt }, part: 'retry' }]
    : [failed];
}

function toolResult(attributes: Attributes): Fact {
  const failed = textOf(attributes, [NAMES.success]) === 'false';
  const error = withoutUndefined({
    type: text(attributes, 'errorType'),
    message: cutMessage(textOf(attributes, [NAMES.error])),
  });
  const data = withoutUndefined({
    tool: text(attributes, 'tool'),
    argumentsHash: textOf(attributes, [CLAUDE_CODE_ARGUMENTS]),
    latencyMs: number(attributes, 'duration'),
    callId: text(attributes, 'call'),
    error: failed ? error : undefined,
  });
  return { type: failed ? 'tool.call.failed' : 'tool.call.completed', data };
}
