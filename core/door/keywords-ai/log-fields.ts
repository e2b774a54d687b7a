import type { FieldRow } from '../field-table';
import { code, message, name, seconds, someDollars, someTokens } from '../readers';

const CACHED = ['usage.prompt_tokens_details.cached_tokens', 'prompt_tokens_details.cached_tokens'];

/** Of a call of a model, by the names of docs.keywordsai.co and docs.respan.ai; older names stand last. */
export const MODEL_FIELDS: readonly FieldRow[] = [
  { to: 'provider', from: ['provider_id', 'provider'], read: name },
  { to: 'model', from: ['model'], read: name },
  { to: 'inputTokens', from: ['usage.prompt_tokens', 'prompt_tokens'], read: someTokens },
  { to: 'outputTokens', from: ['usage.completion_tokens', 'completion_tokens'], read: someTokens },
  { to: 'cachedInputTokens', from: CACHED, read: someTokens },
  {
    to: 'cacheWriteInputTokens',
    from: ['usage.cache_creation_prompt_tokens', 'cache_creation_prompt_tokens'],
    read: someTokens,
  },
  {
    to: 'reasoningTokens',
    from: ['usage.completion_tokens_details.reasoning_tokens'],
    read: someTokens,
  },
  // 0 is what their documents call the default.
  { to: 'costMicroUsd', from: ['cost'], read: someDollars },
];

export const COMMON_FIELDS: readonly FieldRow[] = [
  { to: 'latencyMs', from: ['latency', 'generation_time'], read: seconds },
  { to: 'timeToFirstTokenMs', from: ['time_to_first_token', 'ttft'], read: seconds },
  { to: 'customIdentifier', from: ['custom_identifier'], read: name },
  { to: 'spanId', from: ['span_unique_id'], read: name },
  { to: 'promptId', from: ['prompt_id'], read: name },
];

export const TOOL_FIELDS: readonly FieldRow[] = [{ to: 'tool', from: ['span_name'], read: name }];

export const ERROR_FIELDS: readonly FieldRow[] = [
  { to: 'error.type', from: ['error_type', 'status_code'], read: errorType },
  { to: 'error.message', from: ['error_message'], read: message },
  { to: 'error.code', from: ['status_code'], read: code },
];

/** They send no kind of error; a status tells one from the other. */
function errorType(value: unknown): string | undefined {
  const text = code(value);
  if (text === undefined) return undefined;
  return typeof value === 'number' ? `HTTP ${text}` : String(text);
}
