/** A program that sends telemetry: how it is set up, and what arrives. docs/connect.md is this list, written out. */
export interface Emitter {
  name: string;
  /** The version whose telemetry was recorded; missing where none was. */
  version?: string;
  /** Beside the one variable: what it takes to switch it on. */
  setup: string;
  /** Another name of the variable, where the emitter has its own. */
  variable?: string;
  /** Recordings in this folder, by the beginning of their names. */
  recordings: readonly string[];
  /** What cannot be had from it, or has to be known. */
  limits: string;
}

export const EMITTERS: readonly Emitter[] = [
  {
    name: 'Vercel AI SDK 7',
    version: '7.0.173',
    setup: '`registerTelemetry(new OpenTelemetry())` of `@ai-sdk/otel`, with `NodeSDK`',
    recordings: ['vercel-ai-sdk-7'],
    limits:
      'The run is the trace: metadata is not sent. Several tries of one call are one span. The name of the agent ' +
      '(`functionId`) is on the outermost span only.',
  },
  {
    name: 'Vercel AI SDK 6 and earlier',
    version: 'LegacyOpenTelemetry of 7.0.173',
    setup: '`experimental_telemetry: { isEnabled: true }`, with `NodeSDK`',
    recordings: ['vercel-ai-sdk-7-legacy'],
    limits: 'The run is the trace.',
  },
  {
    name: 'OpenAI Agents SDK, by OpenInference',
    version: '0.24.0 with instrumentation 2.6.0',
    setup: '`OpenAIAgentsInstrumentor().instrument()`',
    recordings: ['openai-agents.openinference'],
    limits:
      'The run is the trace: `group_id` is not sent. Outermost spans are OK although the agent has failed; the ' +
      "agent's own span is read. Only the model that answered is named.",
  },
  {
    name: 'OpenAI SDK, by OpenInference',
    version: '0.1.66',
    setup: '`OpenAIInstrumentor().instrument()`',
    recordings: ['openinference-openai'],
    limits:
      'Name the run with `using_session("run_42")`. Only the model that answered is named. There are no spans of agents, ' +
      'so no failed runs.',
  },
  {
    name: 'OpenLLMetry (Traceloop)',
    version: '0.62.4',
    setup: '`Traceloop.init()`',
    variable: 'TRACELOOP_BASE_URL',
    recordings: ['openllmetry-0.62'],
    limits:
      'Name the run with `Traceloop.set_association_properties({"session_id": "run_42"})`. With chat models of the OpenAI ' +
      'Agents SDK, tokens come from the instrumentation of OpenAI alone: leave it on.',
  },
  {
    name: 'Pydantic AI, by Logfire',
    version: '2.68 with Logfire 5.4',
    setup: '`logfire.configure(send_to_logfire=False)` and `logfire.instrument_pydantic_ai()`',
    recordings: ['pydantic-ai-2'],
    limits: 'Name the run with `conversation_id`, or each run has an id of its own.',
  },
  {
    name: 'LangChain and LangGraph, by LangSmith',
    version: '1.5.2 and 1.2.24 with LangSmith 0.15.1',
    setup: '`LANGSMITH_TRACING=true LANGSMITH_OTEL_ENABLED=true LANGSMITH_OTEL_ONLY=true`',
    recordings: ['langchain-langsmith-otel'],
    limits:
      '`service.name` is always `langsmith`: name the agent in the address. Name the run with the metadata ' +
      '`session_id` or `thread_id`. It sends the LangSmith key along, as `x-api-key`; nothing here reads it.',
  },
  {
    name: 'Strands Agents',
    version: '1.62.0',
    setup: '`StrandsTelemetry().setup_otlp_exporter()`',
    recordings: ['strands-1.62'],
    limits:
      'Name the run with `trace_attributes={"session.id": "run_42"}`. No provider is named, so that only models which one ' +
      'provider sells under their name have a price.',
  },
  {
    name: 'Google ADK',
    version: '2.13.0',
    setup: 'a `TracerProvider` with the OTLP exporter',
    recordings: ['google-adk-2.13'],
    limits:
      '`service.name` has to be set, or the agent named in the address. Arguments of tools are not sent. With `LiteLlm` ' +
      'as its model, ADK adds tokens of reasoning to an output that has them already. Leave out OpenInference for ADK ' +
      '(0.1): it puts what the last call has used onto the span of the agent.',
  },
  {
    name: 'LangChain and LangGraph, by OpenInference',
    version: '1.5.2 with instrumentation 0.1.80',
    setup: '`LangChainInstrumentor().instrument()`',
    recordings: ['openinference-langchain-0.1', 'openinference-langchain-openai-0.1'],
    limits:
      'Name the run with the metadata `session_id`. Where OpenAI or Anthropic are instrumented as well, a call is counted ' +
      'once, if both spans come in one export. The run is the outermost span: where a span of a server is around it, ' +
      'runs are not told.',
  },
  {
    name: 'LangChain and LangGraph, by OpenLLMetry',
    version: '1.5.2 with instrumentation 0.62.4',
    setup: '`LangchainInstrumentor().instrument()`',
    recordings: ['openllmetry-langchain-0.62'],
    limits: 'Name the run with the metadata `session_id`. Tokens of reasoning are not sent.',
  },
  {
    name: 'Anthropic SDK for Python, by OpenLLMetry',
    version: '2.14.0 with instrumentation 0.62.4',
    setup: '`AnthropicInstrumentor().instrument()`',
    recordings: ['openllmetry-anthropic-0.62'],
    limits:
      'The SDK traces its requests itself as soon as there is a `TracerProvider`. Where an instrumentation tells the same ' +
      'request, only that one is counted, if both come in one export. There are no spans of agents, so no failed runs.',
  },
  {
    name: 'LlamaIndex, by OpenInference',
    version: '0.14.25 with instrumentation 4.6.1',
    setup: '`LlamaIndexInstrumentor().instrument()`',
    recordings: ['openinference-llama-index-4.6'],
    limits:
      'Name the run with `using_session("run_42")`. The run is the outermost span. Cached tokens are not sent with ' +
      '`OpenAIResponses`.',
  },
  {
    name: 'CrewAI, by OpenInference',
    version: '1.15.30 with instrumentation 1.1.21',
    setup: '`CrewAIInstrumentor().instrument()` and `OpenAIInstrumentor().instrument()`',
    recordings: ['openinference-crewai-1.1'],
    limits:
      'The run is the whole crew. Model calls come only from the instrumentation of the SDK that CrewAI calls, here that ' +
      'of OpenAI. Each try is a call.',
  },
  {
    name: 'Agno, by OpenInference',
    version: '3.1.10 with instrumentation 1.0.15',
    setup: '`AgnoInstrumentor().instrument()`',
    recordings: ['openinference-agno-1.0'],
    limits: 'Name the run with `session_id`. Tokens of reasoning are not sent.',
  },
  {
    name: 'LiteLLM proxy',
    version: '1.108.7',
    setup: '`callbacks: ["otel"]`, `OTEL_EXPORTER=otlp_http`',
    variable: 'OTEL_ENDPOINT',
    recordings: ['litellm-proxy-1.108'],
    limits:
      'The source is the proxy, not the agent: its own logs say more, and its guardrail can stop an agent. Cached tokens ' +
      'are not sent.',
  },
  {
    name: 'Claude Code and the Claude Agent SDK',
    version: '2.1.332',
    setup: '`CLAUDE_CODE_ENABLE_TELEMETRY=1 OTEL_LOGS_EXPORTER=otlp`',
    recordings: ['claude-code-2.1.332', 'claude-code-2.1.332-error'],
    limits:
      'Log records are read; its spans and metrics repeat them. The end of a run is not told. It does not decode ' +
      '`OTEL_EXPORTER_OTLP_HEADERS`, which is understood here.',
  },
];
