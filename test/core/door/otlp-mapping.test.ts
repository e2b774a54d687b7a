import type { DoorEvent } from '../../../core/door/door-event';
import { hashed } from '../../../core/door/otlp/attribute';
import { FIELDS } from '../../../core/door/otlp/fields';
import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import type { JsonAttribute, JsonSpan, JsonValue } from '../../emitters/encode';

const TRACE = 'ab'.repeat(16);
const START = 1_796_000_000_000;
const nanoseconds = (ms: number): string => `${ms}000000`;

type Given = Record<string, string | number | boolean | string[]>;

function valueOf(value: Given[string]): JsonValue {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  if (Array.isArray(value)) return { arrayValue: { values: value.map((stringValue) => ({ stringValue })) } };
  return Number.isInteger(value) ? { intValue: value } : { doubleValue: value };
}
const attributes = (given: Given): JsonAttribute[] =>
  Object.entries(given).map(([key, value]) => ({ key, value: valueOf(value) }));

let made = 0;
const span = (given: Given, more: Partial<JsonSpan> = {}): JsonSpan => ({
  traceId: TRACE,
  spanId: (++made).toString(16).padStart(16, '0'),
  name: 'a span',
  startTimeUnixNano: nanoseconds(START),
  endTimeUnixNano: nanoseconds(START + 1_500),
  attributes: attributes(given),
  ...more,
});

interface Request {
  resource?: Given;
  scope?: string;
  agent?: string;
}

function eventsOf(spans: JsonSpan[], { resource = {}, scope = 'x', agent }: Request = {}): DoorEvent[] {
  const request = {
    resourceSpans: [
      { resource: { attributes: attributes(resource) }, scopeSpans: [{ scope: { name: scope }, spans }] },
    ],
  };
  return toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'traces'), agent).events;
}

/** Of a single span, the only event. */
function eventOf(given: Given, more: Partial<JsonSpan> = {}, request: Request = {}): DoorEvent {
  const events = eventsOf([span(given, more)], request);
  expect(events).toHaveLength(1);
  return events[0] as DoorEvent;
}

const CHAT = { 'gen_ai.operation.name': 'chat' };

describe('What a span is', () => {
  it.each<[string, Given]>([
    ...[
      'chat',
      'generate_content',
      'text_completion',
      'embeddings',
      'completion',
      'acompletion',
      'responses',
    ].map((operation): [string, Given] => ['llm.request.completed', { 'gen_ai.operation.name': operation }]),
    ['llm.request.completed', { 'openinference.span.kind': 'LLM' }],
    ['llm.request.completed', { 'openinference.span.kind': 'EMBEDDING' }],
    ['llm.request.completed', { 'ai.operationId': 'ai.streamText.doStream' }],
    ['llm.request.completed', { 'ai.operationId': 'ai.embedMany.doEmbed' }],
    ['llm.request.completed', { 'langsmith.span.kind': 'llm' }],
    ['llm.request.completed', { 'llm.request.type': 'chat' }],
    ['tool.call.completed', { 'gen_ai.operation.name': 'execute_tool' }],
    ['tool.call.completed', { 'openinference.span.kind': 'TOOL' }],
    ['tool.call.completed', { 'traceloop.span.kind': 'tool' }],
    ['tool.call.completed', { 'ai.operationId': 'ai.toolCall' }],
    ['tool.call.completed', { 'langsmith.span.kind': 'tool' }],
    ['agent.run.completed', { 'gen_ai.operation.name': 'invoke_agent' }],
    ['agent.run.completed', { 'traceloop.span.kind': 'agent' }],
    ['agent.run.completed', { 'openinference.span.kind': 'AGENT', 'agent.name': 'a' }],
    ['agent.run.completed', { 'ai.operationId': 'ai.generateText' }],
    ['agent.run.completed', { 'ai.operationId': 'ai.streamObject' }],
    ['agent.run.completed', { 'langsmith.span.kind': 'chain' }],
  ])('is %s by %j', (type, given) => {
    expect(eventOf(given)).toMatchObject({ type, data: { traceId: TRACE } });
    const failed = type.replace('completed', 'failed');
    expect(eventOf(given, { status: { code: 2 } }).type).toBe(failed);
  });

  it.each<[string, Given]>([
    ['an HTTP request', { 'http.request.method': 'GET' }],
    ['a workflow', { 'gen_ai.operation.name': 'invoke_workflow' }],
    ['a step of an agent', { 'gen_ai.operation.name': 'agent_step' }],
    ['a chain of OpenInference', { 'openinference.span.kind': 'CHAIN' }],
    ['a workflow that OpenInference marks as an agent', { 'openinference.span.kind': 'AGENT' }],
    ['a request for moderation', { 'llm.request.type': 'rerank' }],
  ])('is nothing if it is %s', (_, given) => {
    expect(eventsOf([span(given)])).toEqual([]);
  });

  it('is nothing if it is a chain of LangSmith within another', () => {
    expect(eventsOf([span({ 'langsmith.span.kind': 'chain' }, { parentSpanId: '12'.repeat(8) })])).toEqual(
      [],
    );
  });

  it.each(['@arizeai/openinference-instrumentation-langchain', 'openinference.instrumentation.langchain'])(
    'is a run if it is the chain on top that %s tells of',
    (scope) => {
      const chain = { 'openinference.span.kind': 'CHAIN' };
      expect(eventOf(chain, { status: { code: 2 } }, { scope }).type).toBe('agent.run.failed');
      expect(eventsOf([span(chain, { parentSpanId: '12'.repeat(8) })], { scope })).toEqual([]);
    },
  );

  it('is a run of the OpenAI Agents SDK for JavaScript, whose agents are named by their node', () => {
    const agent = span({ 'openinference.span.kind': 'AGENT', 'graph.node.id': 'a' });
    const scope = '@arizeai/openinference-instrumentation-openai-agents';
    expect(eventsOf([agent], { scope })).toMatchObject([
      { type: 'agent.run.completed', data: { agent: 'a' } },
    ]);
    expect(eventsOf([agent], { scope: 'openinference.instrumentation.x' })).toEqual([]);
  });

  it("is nothing if it is Claude Code's, whose log records are read", () => {
    expect(eventsOf([span(CHAT)], { scope: 'com.anthropic.claude_code.tracing' })).toEqual([]);
  });

  it('is counted once if another instrumentation repeats it inside, at any depth, and not across traces', () => {
    const outer = span(CHAT);
    const between = span({}, { parentSpanId: outer.spanId });
    const inner = span({ 'openinference.span.kind': 'LLM' }, { parentSpanId: between.spanId });
    const tool = span({ 'gen_ai.operation.name': 'execute_tool' }, { parentSpanId: inner.spanId });
    const elsewhere = span(CHAT, { traceId: 'cd'.repeat(16), parentSpanId: outer.spanId });
    const types = eventsOf([inner, tool, between, outer, elsewhere]).map(({ type }) => type);
    expect(types).toEqual(['tool.call.completed', 'llm.request.completed', 'llm.request.completed']);
  });

  it('counts what has the tokens, where the span around it has none and has not failed', () => {
    const outer = span(CHAT);
    const inner = span({ ...CHAT, 'gen_ai.usage.input_tokens': 120 }, { parentSpanId: outer.spanId });
    expect(eventsOf([inner, outer]).map(({ data }) => data['inputTokens'])).toEqual([120]);
    const failed = { ...outer, status: { code: 2 } };
    expect(eventsOf([inner, failed]).map(({ type }) => type)).toEqual(['llm.request.failed']);
  });

  it.each<[string, Given, string]>([
    ['run', { 'gen_ai.operation.name': 'invoke_agent' }, 'gen_ai.agent.name'],
    ['call of a tool', { 'gen_ai.operation.name': 'execute_tool' }, 'gen_ai.tool.name'],
  ])('is counted once if a %s stands directly within one of the same name', (_, given, name) => {
    const outer = span({ ...given, [name]: 'bot' });
    const inside = (named: string) => span({ ...given, [name]: named }, { parentSpanId: outer.spanId });
    expect(eventsOf([inside('bot'), outer])).toHaveLength(1);
    expect(eventsOf([inside('other'), outer])).toHaveLength(2);
    const unnamed = span(given);
    expect(eventsOf([span(given, { parentSpanId: unnamed.spanId }), unnamed])).toHaveLength(2);
  });

  it.each(['langchain', 'llama_index', 'crewai', 'smolagents'])(
    'is a run if it is the outermost of %s',
    (of) => {
      const scope = `openinference.instrumentation.${of}`;
      for (const kind of ['CHAIN', 'AGENT']) {
        const outermost = span({ 'openinference.span.kind': kind }, { status: { code: 2 } });
        const within = span({ 'openinference.span.kind': kind }, { parentSpanId: outermost.spanId });
        expect(eventsOf([within, outermost], { scope }).map(({ type }) => type)).toEqual([
          'agent.run.failed',
        ]);
      }
    },
  );

  it("is nothing if it is LlamaIndex's preparation of a request", () => {
    const prepared = span({ 'openinference.span.kind': 'LLM' }, { name: 'OpenAI._prepare_chat_with_tools' });
    expect(eventsOf([prepared], { scope: 'openinference.instrumentation.llama_index' })).toEqual([]);
  });

  it('ends the search for a repeat where spans are their own ancestors', () => {
    const one = span(CHAT);
    const other = span({}, { parentSpanId: one.spanId });
    expect(eventsOf([{ ...one, parentSpanId: other.spanId }, other])).toHaveLength(1);
    expect(eventsOf([{ ...one, parentSpanId: one.spanId }])).toHaveLength(1);
  });
});

describe("A client's own span", () => {
  const MODEL = { ...CHAT, 'gen_ai.request.model': 'claude' };
  const USED = { ...MODEL, 'gen_ai.usage.input_tokens': 120 };
  const at = (start: number, end: number): Partial<JsonSpan> => ({
    traceId: (++made).toString(16).padStart(32, '0'),
    startTimeUnixNano: nanoseconds(START + start),
    endTimeUnixNano: nanoseconds(START + end),
  });
  /** How many events the client's span and another's give. */
  const told = (client: JsonSpan, ...others: JsonSpan[]): number =>
    toldBy('com.anthropic.sdk.python', client, others);
  function toldBy(name: string, client: JsonSpan, others: JsonSpan[]): number {
    const scopeSpans = [
      { scope: { name }, spans: [client] },
      { scope: { name: 'another' }, spans: others },
    ];
    const bytes = Buffer.from(JSON.stringify({ resourceSpans: [{ scopeSpans }] }));
    return toEvents(readOtlp(bytes, 'json', 'traces'), 'bot').events.length;
  }

  it('is counted where nothing else tells the request', () => {
    expect(told(span(USED, at(5, 9)))).toBe(1);
  });

  it('is not counted beside a span of another trace with the same response', () => {
    const response = { ...USED, 'gen_ai.response.id': 'msg_1' };
    expect(told(span(response, at(5, 9)), span(response, at(7, 8)))).toBe(1);
    const other = { ...USED, 'gen_ai.response.id': 'msg_2' };
    expect(told(span(response, at(5, 9)), span(other, at(0, 20)))).toBe(2);
  });

  it('is not counted within the time of another span with the same tokens that names no response', () => {
    const client = span(USED, at(5, 9));
    expect(told(client, span(USED, at(5, 9)))).toBe(1);
    expect(told(client, span(USED, at(0, 20)), span(USED, at(1, 2)))).toBe(2);
    expect(told(client, span(USED, at(0, 8)), span(USED, at(6, 20)))).toBe(3);
    expect(told(client, span({ ...USED, 'gen_ai.usage.input_tokens': 7 }, at(0, 20)))).toBe(2);
    expect(told(client, span(MODEL, at(0, 20)))).toBe(2);
    const named = span({ ...USED, 'gen_ai.response.id': 'msg_1' }, at(0, 20));
    expect(told(client, named)).toBe(1);
    const failed = { status: { code: 2 } };
    expect(told(span(MODEL, { ...at(5, 9), ...failed }), span(MODEL, { ...at(0, 20), ...failed }))).toBe(1);
  });
});

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

describe('A judgement', () => {
  const judged = {
    'gen_ai.evaluation.name': 'relevance',
    'gen_ai.evaluation.score.value': -0.5,
    'gen_ai.evaluation.score.label': 'fail',
  };
  const data = { name: 'relevance', score: -0.5, label: 'fail', passed: false };

  it('on a span is an event of its own, beside what the span tells', () => {
    const events = [{ name: 'gen_ai.evaluation.result', attributes: attributes(judged) }];
    const told = eventsOf([span(CHAT, { events, spanId: '0f'.repeat(8) })]);
    expect(told.map(({ type }) => type)).toEqual(['llm.request.completed', 'evaluation.scored']);
    expect(told[1]).toMatchObject({ id: `otel:${TRACE}:${'0f'.repeat(8)}:evaluation:0`, data });
  });

  it.each([
    ['its field', { eventName: 'gen_ai.evaluation.result', attributes: attributes(judged) }],
    ['an attribute', { attributes: attributes({ ...judged, 'event.name': 'gen_ai.evaluation.result' }) }],
  ])('in a log record is known by %s, and a repeat has the same id', (_, record) => {
    const log = { timeUnixNano: nanoseconds(START), traceId: TRACE, spanId: '0f'.repeat(8), ...record };
    const request = { resourceLogs: [{ scopeLogs: [{ logRecords: [log] }] }] };
    const read = () => toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'logs'), 'bot').events;
    expect(read()).toMatchObject([{ type: 'evaluation.scored', source: 'bot', subject: TRACE, data }]);
    expect(read()).toEqual(read());
  });
});

describe('A record of Claude Code', () => {
  const told = (given: Given): DoorEvent[] => {
    const record = { timeUnixNano: nanoseconds(START), attributes: attributes(given) };
    const scopeLogs = [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: [record] }];
    const request = { resourceLogs: [{ scopeLogs }] };
    return toEvents(readOtlp(Buffer.from(JSON.stringify(request)), 'json', 'logs'), 'bot').events;
  };
  const IDS = { 'session.id': 's', 'event.sequence': 4 };

  it('of an error after the first attempt is a retry as well', () => {
    const given = { ...IDS, 'event.name': 'api_error', error: 'overloaded', status_code: '529', attempt: 2 };
    expect(told(given)).toMatchObject([
      { type: 'llm.request.failed', id: 'claude-code:s:4', data: { error: { code: '529' }, attempt: 2 } },
      { type: 'agent.retry', id: 'claude-code:s:4:retry', data: { error: { message: 'overloaded' } } },
    ]);
  });

  it('of a tool that has failed says why', () => {
    const given = {
      ...IDS,
      'event.name': 'tool_result',
      tool_name: 'Bash',
      success: 'false',
      error: 'exit 1',
    };
    expect(told(given)).toMatchObject([
      { type: 'tool.call.failed', subject: 's', data: { tool: 'Bash', error: { message: 'exit 1' } } },
    ]);
  });

  it('without a session or a sequence is refused, and one that tells of nothing is passed over', () => {
    const read = (given: Given) => {
      const record = { attributes: attributes(given) };
      const scopeLogs = [{ scope: { name: 'com.anthropic.claude_code.events' }, logRecords: [record] }];
      return toEvents(
        readOtlp(Buffer.from(JSON.stringify({ resourceLogs: [{ scopeLogs }] })), 'json', 'logs'),
        'bot',
      );
    };
    expect(read({ 'event.name': 'api_request' })).toEqual({ events: [], refused: 1, beyond: 0 });
    expect(read({ ...IDS, 'event.name': 'plugin_loaded' })).toEqual({ events: [], refused: 0, beyond: 0 });
  });
});
