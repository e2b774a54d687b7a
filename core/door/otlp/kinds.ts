import { textOf } from './attribute';
import { FIELDS } from './fields';
import type { Attributes, Span } from './telemetry';

/** What a span tells of; everything else that an application traces is none of these. */
export type SpanKind = 'tool' | 'model' | 'run';

const MODEL_OPERATIONS: ReadonlySet<string> = new Set([
  ...['chat', 'generate_content', 'text_completion', 'embeddings'],
  ...['completion', 'acompletion', 'responses', 'aresponses', 'embedding', 'aembedding'],
]);
const AI_MODEL_OPERATION = /^ai\.\w+(\.\w+)*\.do(Generate|Stream|Embed)$/;
const AI_RUNS: ReadonlySet<string> = new Set([
  ...['ai.generateText', 'ai.streamText', 'ai.generateObject', 'ai.streamObject'],
]);
const REQUEST_TYPES: ReadonlySet<string> = new Set(['chat', 'completion']);

const OPENAI_AGENTS_SCOPE = /openinference[.-]instrumentation[.-]openai[._-]agents$/;

/** Claude Code tells the same by its log records, which hold more. */
const REPEATED_SCOPE = 'com.anthropic.claude_code';

const LLAMA_INDEX = 'openinference.instrumentation.llama_index';

/** LlamaIndex marks every method of a model as a request, also the one that only writes it down. */
const isPreparation = ({ scope, name }: Span): boolean =>
  scope === LLAMA_INDEX && name.endsWith('._prepare_chat_with_tools');

/** Of these no span names the agent: the outermost is the run, and is failed when the run is. */
const OUTERMOST_IS_RUN: ReadonlySet<string> = new Set([
  ...['openinference.instrumentation.langchain', '@arizeai/openinference-instrumentation-langchain'],
  LLAMA_INDEX,
  ...['openinference.instrumentation.crewai', 'openinference.instrumentation.smolagents'],
]);

const isToldElsewhere = ({ scope }: Span): boolean => scope.startsWith(REPEATED_SCOPE);

/** The attributes by which kinds are told apart. */
interface Marks {
  operation: string;
  /** In lower case: OpenInference writes its kinds in capitals. */
  kind: string;
  openInference: boolean;
  aiOperation: string;
  requestType: string;
}

function marksOf(attributes: Attributes): Marks {
  const kind = textOf(attributes, FIELDS.spanKind) ?? '';
  return {
    operation: textOf(attributes, FIELDS.operation) ?? '',
    kind: kind.toLowerCase(),
    openInference: attributes.has('openinference.span.kind'),
    aiOperation: textOf(attributes, FIELDS.aiOperation) ?? '',
    requestType: textOf(attributes, FIELDS.requestType) ?? '',
  };
}

/** The first that fits: a tool's span may repeat what model spans say, and a run's span sums up all below it. */
export function kindOf(span: Span): SpanKind | undefined {
  if (isToldElsewhere(span) || isPreparation(span)) return undefined;
  const marks = marksOf(span.attributes);
  if (isTool(marks)) return 'tool';
  if (isModel(marks)) return 'model';
  return isRun(marks, span) ? 'run' : undefined;
}

const isTool = ({ operation, kind, aiOperation }: Marks): boolean =>
  operation === 'execute_tool' || kind === 'tool' || aiOperation === 'ai.toolCall';

const isModel = ({ operation, kind, aiOperation, requestType }: Marks): boolean =>
  MODEL_OPERATIONS.has(operation) ||
  ['llm', 'embedding'].includes(kind) ||
  AI_MODEL_OPERATION.test(aiOperation) ||
  REQUEST_TYPES.has(requestType);

/**
 * OpenInference marks whole workflows as agents as well: an agent's own span names it. LangSmith's run is the chain on
 * top.
 */
function isRun({ operation, kind, openInference, aiOperation }: Marks, span: Span): boolean {
  if (operation === 'invoke_agent' || AI_RUNS.has(aiOperation)) return true;
  const outermost = span.parentSpanId === '';
  if (outermost && OUTERMOST_IS_RUN.has(span.scope)) return kind === 'agent' || kind === 'chain';
  if (kind === 'agent') return !openInference || namesAgent(span);
  return kind === 'chain' && span.attributes.has('langsmith.span.kind') && outermost;
}

/** In the OpenAI Agents SDK for JavaScript only the node says the name; elsewhere nodes are steps as well. */
const namesAgent = ({ scope, attributes }: Span): boolean =>
  textOf(attributes, FIELDS.agent) !== undefined ||
  (OPENAI_AGENTS_SCOPE.test(scope) && textOf(attributes, FIELDS.graphNode) !== undefined);
