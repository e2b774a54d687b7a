import { hashed } from '../../../core/door/otlp/attribute';
import { FIELDS } from '../../../core/door/otlp/fields';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import {
  attributes,
  CHAT,
  eventOf,
  eventsOf,
  type Given,
  nanoseconds,
  type Request,
  span,
  START,
  TRACE,
} from './otlp-spans';

it.each<[string, number]>([
  ['openinference.instrumentation.openai', 1],
  ['openinference.instrumentation.anthropic', 1],
  ['opentelemetry.instrumentation.openai.v1', 1],
  ['opentelemetry.instrumentation.openai_v2', 1],
  ['openinference.instrumentation.openai_agents', 2],
  ['pydantic-ai', 2],
])('A request that %s tells within the time of a framework is told %d times', (name, times) => {
  const used = { ...CHAT, 'gen_ai.usage.input_tokens': 120 };
  const framework = span(used);
  const client = span(used, { traceId: 'cd'.repeat(16) });
  const scopeSpans = [
    { scope: { name: 'openinference.instrumentation.langchain' }, spans: [framework] },
    { scope: { name }, spans: [client] },
  ];
  const bytes = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans }] }));
  expect(toEvents(readOtlp(bytes, 'json', 'traces'), 'bot').events).toHaveLength(times);
});

describe('A count that is not what its name says', () => {
  it('of input without the cache becomes the whole', () => {
    const given = {
      'openinference.span.kind': 'LLM',
      'llm.token_count.prompt': 120,
      'llm.token_count.prompt_details.cache_read': 100,
      'llm.system': 'anthropic',
    };
    const agno = { scope: 'openinference.instrumentation.agno' };
    expect(eventOf(given, {}, agno).data['inputTokens']).toBe(220);
    expect(eventOf(given).data['inputTokens']).toBe(120);
    expect(eventOf({ ...given, 'llm.system': 'openai' }, {}, agno).data['inputTokens']).toBe(120);
    expect(eventOf({ ...given, 'llm.token_count.prompt': 20 }).data['inputTokens']).toBe(120);
  });

  it('of output without the thoughts of Gemini becomes the whole', () => {
    const usage = { 'gen_ai.usage.input_tokens': 120, 'gen_ai.usage.output_tokens': 18 };
    const given = { ...CHAT, ...usage, 'gen_ai.usage.total_tokens': 150 };
    const scope = { scope: 'opentelemetry.instrumentation.google_generativeai' };
    expect(eventOf(given, {}, scope).data['outputTokens']).toBe(30);
    expect(eventOf(given).data['outputTokens']).toBe(18);
    expect(eventOf({ ...CHAT, ...usage }, {}, scope).data['outputTokens']).toBe(18);
  });
});

describe('Each name of a field is read', () => {
  const NUMBERS = [
    'inputTokens',
    'outputTokens',
    'cachedInputTokens',
    'cacheWriteInputTokens',
    'reasoningTokens',
  ] as const;
  it.each(NUMBERS.flatMap((field) => FIELDS[field].map((name) => [field, name] as const)))(
    '%s from %s',
    (field, name) => {
      expect(eventOf({ ...CHAT, [name]: 7 }).data[field]).toBe(7);
      expect(eventOf({ ...CHAT, [name]: '7' }).data[field]).toBe(7);
      for (const wrong of [-1, 'many', '', 1e300, '1e300'])
        expect(eventOf({ ...CHAT, [name]: wrong }).data).not.toHaveProperty(field);
    },
  );

  it.each(FIELDS.cost)('the cost, in dollars, from %s', (name) => {
    expect(eventOf({ ...CHAT, [name]: 0.000338 }).data['costMicroUsd']).toBe(338);
  });

  it.each(FIELDS.model)('the model from %s', (name) => {
    expect(eventOf({ ...CHAT, [name]: 'gpt-5' }).data['model']).toBe('gpt-5');
  });

  it.each(FIELDS.run)('the run from %s', (name) => {
    expect(eventOf({ ...CHAT, [name]: 'run_42' }).subject).toBe('run_42');
  });

  it.each(FIELDS.agent)('the agent from %s', (name) => {
    const event = eventOf(
      { ...CHAT, [name]: 'bot' },
      {},
      { resource: { 'service.name': 'unknown_service:node' } },
    );
    expect([event.data['agent'], event.source]).toEqual(['bot', 'bot']);
  });

  it.each(FIELDS.tool)('the tool from %s', (name) => {
    expect(eventOf({ 'gen_ai.operation.name': 'execute_tool', [name]: 'search' }).data['tool']).toBe(
      'search',
    );
  });

  it.each([
    'gen_ai.tool.call.arguments',
    'ai.toolCall.args',
    'input.value',
    'traceloop.entity.input',
    'gen_ai.prompt',
  ])('the hash of the arguments from %s', (name) => {
    const { data } = eventOf({ 'gen_ai.operation.name': 'execute_tool', [name]: '{"city":"Paris"}' });
    expect(data['argumentsHash']).toBe(hashed('{"city":"Paris"}'));
  });

  it('the hash of the arguments in what callbacks of LangChain get', () => {
    const given = (sent: string) => ({ 'traceloop.span.kind': 'tool', 'traceloop.entity.input': sent });
    const hashOf = (sent: string) => eventOf(given(sent)).data['argumentsHash'];
    expect(hashOf(`{"input_str": "{'city': 'Oslo'}", "metadata": {"run": 1}}`)).toBe(
      hashed("{'city': 'Oslo'}"),
    );
    for (const other of ['{"input_str": 7}', '{"input_str": ']) expect(hashOf(other)).toBe(hashed(other));
  });

  it('no id of a call where Google ADK has none', () => {
    const given = { 'gen_ai.operation.name': 'execute_tool', 'gen_ai.tool.call.id': '<not specified>' };
    expect(eventOf(given).data).not.toHaveProperty('callId');
  });

  it('LangSmith has tokens of caches and of reasoning in one text', () => {
    const usage =
      '{"input_token_details":{"cache_read":100,"cache_creation":3},"output_token_details":{"reasoning":12}}';
    expect(eventOf({ ...CHAT, 'langsmith.metadata.usage_metadata': usage }).data).toMatchObject({
      ...{ cachedInputTokens: 100, cacheWriteInputTokens: 3, reasoningTokens: 12 },
    });
    for (const broken of ['{', 'null', '7', '{"input_token_details":null}'])
      expect(eventOf({ ...CHAT, 'langsmith.metadata.usage_metadata': broken }).data).not.toHaveProperty(
        'cachedInputTokens',
      );
  });

  it.each<[Given[string], string[]]>([
    [['stop'], ['stop']],
    ['["stop", "tool-calls"]', ['stop', 'tool-calls']],
    ['stop', ['stop']],
  ])('why a model has ended from %j', (given, reasons) => {
    expect(eventOf({ ...CHAT, 'gen_ai.response.finish_reasons': given }).data['finishReasons']).toEqual(
      reasons,
    );
  });
});

it.each<[Given, { provider?: string; model?: string }]>([
  [
    { 'gen_ai.provider.name': 'openai', 'gen_ai.request.model': 'gpt-5' },
    { provider: 'openai', model: 'gpt-5' },
  ],
  [{ 'gen_ai.system': 'openai.responses' }, { provider: 'openai' }],
  [{ 'ai.model.provider': 'anthropic.messages' }, { provider: 'anthropic' }],
  [{ 'gen_ai.provider.name': 'aws.bedrock' }, { provider: 'aws.bedrock' }],
  [{ 'gen_ai.provider.name': 'azure.ai.openai' }, { provider: 'azure.ai.openai' }],
  [{ 'gen_ai.provider.name': 'gcp.vertex_ai' }, { provider: 'gcp.vertex_ai' }],
  [{ 'gen_ai.provider.name': 'x_ai' }, { provider: 'x-ai' }],
  [{ 'gen_ai.system': 'strands-agents', 'gen_ai.request.model': 'gpt-5' }, { model: 'gpt-5' }],
  [{ 'gen_ai.system': 'langchain' }, {}],
  [{ 'llm.provider': 'OpenAI' }, { provider: 'openai' }],
  [{ 'gen_ai.request.model': 'openai/gpt-5' }, { provider: 'openai', model: 'gpt-5' }],
  [
    { 'gen_ai.system': 'openrouter', 'gen_ai.request.model': 'openai/gpt-5' },
    { provider: 'openrouter', model: 'openai/gpt-5' },
  ],
  [{ 'gen_ai.request.model': 'meta-llama/Llama-3-8b' }, { model: 'meta-llama/Llama-3-8b' }],
])('%j is the model and provider %j', (given, expected) => {
  const { provider, model } = eventOf({ ...CHAT, ...given }).data;
  expect({ provider, model }).toEqual({ provider: undefined, model: undefined, ...expected });
});

describe('Whose event it is', () => {
  it.each<[string, Request]>([
    ['url', { agent: 'url', resource: { 'tocsin.agent': 'attribute', 'service.name': 'service' } }],
    ['attribute', { resource: { 'tocsin.agent': 'attribute', 'service.name': 'service' } }],
    ['service', { resource: { 'service.name': 'service' } }],
    ['span', { resource: { 'service.name': 'unknown_service:python' } }],
    ['span', {}],
  ])('is said by the %s', (source, request) => {
    expect(eventOf({ ...CHAT, 'gen_ai.agent.name': 'span' }, {}, request).source).toBe(source);
  });

  it('is the service without a name if nothing else names it, and is a valid name whatever is sent', () => {
    expect(eventOf(CHAT, {}, { resource: { 'service.name': 'unknown_service:node' } }).source).toBe(
      'unknown_service:node',
    );
    expect(eventOf(CHAT).source).toBe('unknown_service');
    expect(eventOf(CHAT, {}, { resource: { 'service.name': ` a\nb\u0000${'x'.repeat(400)}` } }).source).toBe(
      `a b ${'x'.repeat(252)}`,
    );
  });

  it('is in a run that another span of the trace names, else in the trace', () => {
    const [tool, chat] = eventsOf([
      span({ 'gen_ai.operation.name': 'execute_tool' }),
      span({ ...CHAT, 'gen_ai.conversation.id': 'run_42' }),
    ]);
    expect([tool?.subject, chat?.subject]).toEqual(['run_42', 'run_42']);
    expect(eventOf(CHAT).subject).toBe(TRACE);
  });
});

describe('A failure', () => {
  const failed = { status: { code: 2, message: 'of the status' } };
  const exception = (given: Given) => ({ events: [{ name: 'exception', attributes: attributes(given) }] });

  it('has the type and code of the span, else of the exception, and the message of the exception, else of the status', () => {
    const thrown = exception({
      'exception.type': 'openai.errors.RateLimitError',
      'exception.message': 'slow down',
    });
    expect(eventOf(CHAT, { ...failed, ...thrown }).data['error']).toEqual({
      type: 'RateLimitError',
      message: 'slow down',
    });
    const given = { ...CHAT, 'error.type': '429', 'http.response.status_code': 429 };
    expect(eventOf(given, failed).data['error']).toEqual({
      type: '429',
      message: 'of the status',
      code: '429',
    });
  });

  it.each([[['error']], ['["error"]'], ['error']])('is also a request that has ended by %j', (reasons) => {
    const event = eventOf({ ...CHAT, 'gen_ai.response.finish_reasons': reasons });
    expect([event.type, event.data['error']]).toEqual(['llm.request.failed', { type: 'error' }]);
  });

  it('is marked as a timeout by its words', () => {
    expect(eventOf({ ...CHAT, 'error.type': 'TimeoutError' }, failed).data['timedOut']).toBe(true);
    expect(
      eventOf(CHAT, { status: { code: 2, message: 'context deadline exceeded' } }).data['timedOut'],
    ).toBe(true);
    expect(eventOf(CHAT, failed).data).not.toHaveProperty('timedOut');
  });

  it('has a message of at most 500 characters', () => {
    const { error } = eventOf(CHAT, { status: { code: 2, message: 'x'.repeat(9_000) } }).data as {
      error: { message: string };
    };
    expect(error.message).toHaveLength(500);
  });
});

it('A span lasts from its start to its end, in whole milliseconds, never less than none', () => {
  expect(eventOf(CHAT)).toMatchObject({
    data: { latencyMs: 1_500 },
    time: new Date(START + 1_500).toISOString(),
  });
  expect(eventOf({ 'gen_ai.operation.name': 'invoke_agent' }).data).toMatchObject({ durationMs: 1_500 });
  expect(eventOf(CHAT, { endTimeUnixNano: nanoseconds(START - 5) }).data['latencyMs']).toBe(0);
  expect(eventOf(CHAT, { startTimeUnixNano: '0', endTimeUnixNano: '0' })).not.toHaveProperty('time');
  expect(eventOf(CHAT, { startTimeUnixNano: '0' }).data).not.toHaveProperty('latencyMs');
});
