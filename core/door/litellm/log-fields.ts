import type { FieldRow } from '../field-table';
import { argumentsHash, code, message, name, someTokens, type Reader } from '../readers';

/** `openai/gpt-5`: LiteLLM's route stands before the model's name. */
const model: Reader = (value) => {
  const named = name(value);
  return typeof named === 'string' ? named.replace(/^[^/]+\//, '') || named : undefined;
};

const TOOL = 'metadata.mcp_tool_call_metadata';
const USAGE = 'metadata.usage_object';

/** StandardLoggingPayload (LiteLLM 1.108), a member of `data` a line. */
export const LOG_FIELDS: readonly FieldRow[] = [
  { to: 'provider', from: ['custom_llm_provider'], read: name },
  { to: 'model', from: ['model', 'model_group'], read: model },
  { to: 'inputTokens', from: ['prompt_tokens'], read: someTokens },
  { to: 'outputTokens', from: ['completion_tokens'], read: someTokens },
  {
    to: 'cachedInputTokens',
    from: [`${USAGE}.prompt_tokens_details.cached_tokens`, `${USAGE}.cache_read_input_tokens`],
    read: someTokens,
  },
  {
    to: 'cacheWriteInputTokens',
    from: [`${USAGE}.cache_creation_input_tokens`, `${USAGE}.prompt_tokens_details.cache_creation_tokens`],
    read: someTokens,
  },
  {
    to: 'reasoningTokens',
    from: [`${USAGE}.completion_tokens_details.reasoning_tokens`],
    read: someTokens,
  },
  { to: 'responseId', from: ['id'], read: name },
  { to: 'keyAlias', from: ['metadata.user_api_key_alias'], read: name },
  { to: 'teamAlias', from: ['metadata.user_api_key_team_alias', 'metadata.team_alias'], read: name },
];

/** A tool of an MCP server behind LiteLLM. */
export const TOOL_FIELDS: readonly FieldRow[] = [
  { to: 'tool', from: [`${TOOL}.namespaced_tool_name`, `${TOOL}.name`], read: name },
  { to: 'argumentsHash', from: [`${TOOL}.arguments`], read: argumentsHash },
];

export const ERROR_FIELDS: readonly FieldRow[] = [
  { to: 'error.type', from: ['error_information.error_class'], read: name },
  { to: 'error.message', from: ['error_information.error_message', 'error_str'], read: message },
  { to: 'error.code', from: ['error_information.error_code'], read: code },
];
