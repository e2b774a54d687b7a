/**
 * Which attribute means what, as data: for each fact the names under which emitters send it, the best first. Names of
 * the OpenTelemetry GenAI conventions, today's and earlier ones, of OpenInference, OpenLLMetry, the Vercel AI SDK,
 * LangSmith and Claude Code.
 */
export const FIELDS = {
  operation: ['gen_ai.operation.name'],
  spanKind: ['openinference.span.kind', 'traceloop.span.kind', 'langsmith.span.kind'],
  aiOperation: ['ai.operationId'],
  requestType: ['llm.request.type'],

  run: [
    'gen_ai.conversation.id',
    'session.id',
    'traceloop.association.properties.session_id',
    'traceloop.association.properties.thread_id',
    'langsmith.metadata.session_id',
    'langsmith.metadata.thread_id',
  ],
  /** OpenInference's agents of the OpenAI Agents SDK for JavaScript; on spans of other kinds it is a step's name. */
  graphNode: ['graph.node.id'],
  agent: ['gen_ai.agent.name', 'agent.name', 'langsmith.metadata.lc_agent_name', 'ai.telemetry.functionId'],

  provider: ['gen_ai.provider.name', 'gen_ai.system', 'llm.provider', 'llm.system', 'ai.model.provider'],
  model: ['gen_ai.request.model', 'ai.model.id', 'gen_ai.response.model', 'llm.model_name'],
  responseModel: ['gen_ai.response.model'],
  responseId: ['gen_ai.response.id', 'ai.response.id'],
  finishReasons: ['gen_ai.response.finish_reasons', 'ai.response.finishReason', 'llm.finish_reason'],

  inputTokens: [
    'gen_ai.usage.input_tokens',
    'gen_ai.usage.prompt_tokens',
    'llm.token_count.prompt',
    'llm.usage.prompt_tokens',
    'ai.usage.inputTokens',
    'ai.usage.promptTokens',
  ],
  outputTokens: [
    'gen_ai.usage.output_tokens',
    'gen_ai.usage.completion_tokens',
    'llm.token_count.completion',
    'llm.usage.completion_tokens',
    'ai.usage.outputTokens',
    'ai.usage.completionTokens',
  ],
  totalTokens: ['gen_ai.usage.total_tokens'],
  cachedInputTokens: [
    'gen_ai.usage.cache_read.input_tokens',
    'gen_ai.usage.cache_read_input_tokens',
    'llm.token_count.prompt_details.cache_read',
    'ai.usage.cachedInputTokens',
  ],
  cacheWriteInputTokens: [
    'gen_ai.usage.cache_write.input_tokens',
    'gen_ai.usage.cache_creation.input_tokens',
    'gen_ai.usage.cache_write_input_tokens',
    'gen_ai.usage.cache_creation_input_tokens',
    'llm.token_count.prompt_details.cache_write',
  ],
  reasoningTokens: [
    'gen_ai.usage.reasoning.output_tokens',
    'gen_ai.usage.reasoning_tokens',
    'gen_ai.usage.details.reasoning_tokens',
    'llm.token_count.completion_details.reasoning',
    'ai.usage.reasoningTokens',
  ],
  /** LangSmith's own object, as JSON. */
  usageMetadata: ['langsmith.metadata.usage_metadata'],
  /** In dollars. */
  cost: ['gen_ai.cost.total_cost', 'gen_ai.usage.cost', 'llm.cost.total'],

  errorType: ['error.type'],
  exceptionType: ['exception.type'],
  exceptionMessage: ['exception.message'],
  errorCode: ['http.response.status_code', 'error.code'],

  tool: ['gen_ai.tool.name', 'tool.name', 'ai.toolCall.name', 'traceloop.entity.name'],
  callId: ['gen_ai.tool.call.id', 'ai.toolCall.id'],

  evaluation: ['gen_ai.evaluation.name'],
  score: ['gen_ai.evaluation.score.value'],
  label: ['gen_ai.evaluation.score.label'],
} as const satisfies Record<string, readonly string[]>;

/** Of these only a hash is kept: equal calls can be counted, and nobody reads what was asked. */
export const ARGUMENTS = [
  'gen_ai.tool.call.arguments',
  'ai.toolCall.args',
  'input.value',
  'traceloop.entity.input',
  'gen_ai.prompt',
] as const;

/** Span events that carry a tool's arguments: the event's name, and its attribute. */
export const ARGUMENTS_EVENT = { name: 'gen_ai.tool.message', attribute: 'content' } as const;

/** What Claude Code's log records are read for. */
export const CLAUDE_CODE_FIELDS = {
  event: 'event.name',
  sequence: 'event.sequence',
  session: 'session.id',
  prompt: 'prompt.id',
  model: 'model',
  inputTokens: 'input_tokens',
  outputTokens: 'output_tokens',
  cacheRead: 'cache_read_tokens',
  cacheCreation: 'cache_creation_tokens',
  costMicroUsd: 'cost_usd_micros',
  duration: 'duration_ms',
  request: 'request_id',
  error: 'error',
  errorType: 'error_type',
  status: 'status_code',
  attempt: 'attempt',
  tool: 'tool_name',
  call: 'tool_use_id',
  success: 'success',
} as const;

/** Hashed, like other tools' arguments. */
export const CLAUDE_CODE_ARGUMENTS = 'tool_input';

/** Of a resource. */
export const RESOURCE_FIELDS = { agent: 'tocsin.agent', service: 'service.name' } as const;

const HASHED: ReadonlySet<string> = new Set([...ARGUMENTS, ARGUMENTS_EVENT.attribute, CLAUDE_CODE_ARGUMENTS]);

const KEPT: ReadonlySet<string> = new Set([
  ...Object.values(FIELDS).flat(),
  ...Object.values(CLAUDE_CODE_FIELDS),
  ...Object.values(RESOURCE_FIELDS),
]);

/** What a reader does with an attribute: keep its value, keep a hash of it, or pass it over unread. */
export function treatmentOf(name: string): 'keep' | 'hash' | 'skip' {
  if (KEPT.has(name)) return 'keep';
  return HASHED.has(name) ? 'hash' : 'skip';
}
