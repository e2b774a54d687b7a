import { readOtlp } from '../../../core/door/otlp/read-request';
import { toEvents } from '../../../core/door/otlp/to-events';
import type { JsonSpan } from '../../emitters/encode';
import { CHAT, eventOf, eventsOf, type Given, nanoseconds, span, START, TRACE } from './otlp-spans';

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

let made = 0xc0000;

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
