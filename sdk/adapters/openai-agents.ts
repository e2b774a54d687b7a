import type { Tocsin } from '../tocsin';
import { quietly, Reporter } from './report';

type Details = Record<string, number> | Record<string, number>[] | undefined;

/** What is read of a model's answer (`@openai/agents` 0.20). */
interface Used {
  usage: {
    inputTokens: number;
    outputTokens: number;
    inputTokensDetails?: Details;
    outputTokensDetails?: Details;
  };
}

/** A model of the OpenAI Agents SDK. */
interface ModelLike<Request, Answer, Event> {
  readonly supportsPromptModelSelection?: boolean;
  getResponse(request: Request): Promise<Answer>;
  getStreamedResponse(request: Request): AsyncIterable<Event>;
}

interface ProviderLike<Request, Answer, Event> {
  getModel(name?: string): Promise<ModelLike<Request, Answer, Event>> | ModelLike<Request, Answer, Event>;
}

const first = (details: Details): Record<string, number> | undefined =>
  Array.isArray(details) ? details[0] : details;

const usageOf = ({ usage }: Used) => ({
  inputTokens: usage.inputTokens,
  outputTokens: usage.outputTokens,
  cachedInputTokens: first(usage.inputTokensDetails)?.cached_tokens,
  reasoningTokens: first(usage.outputTokensDetails)?.reasoning_tokens,
});

/** What a configuration of `Runner` is given by. */
export interface RunnerParts<Provider, Filter> {
  /** Makes the models, such as `new OpenAIProvider()`. */
  modelProvider: Provider;
  /** Your own filter, which comes after the checkpoint. */
  callModelInputFilter?: Filter;
  /** In the events, for prices: `openai` if not given. */
  provider?: string;
}

/**
 * For `new Runner(...)` of the OpenAI Agents SDK: each model call waits or throws while the agent is paused, is made
 * with the model that it is switched to, and is reported. The runner's other events are for `reportRunner`.
 */
export function tocsinRunnerConfig<
  Request,
  Answer extends Used,
  Event,
  Data,
  Arguments extends { modelData: Data },
>(
  tocsin: Tocsin,
  parts: RunnerParts<ProviderLike<Request, Answer, Event>, (args: Arguments) => Data | Promise<Data>>,
) {
  const { modelProvider, callModelInputFilter, provider = 'openai' } = parts;
  return {
    modelProvider: {
      async getModel(usual?: string): Promise<ModelLike<Request, Answer, Event>> {
        const name = () => (usual === undefined ? undefined : tocsin.model(usual));
        return reportedModel(tocsin, {
          name,
          provider,
          toModel: (one) => modelProvider.getModel(one),
          usual,
        });
      },
    },
    async callModelInputFilter(args: Arguments): Promise<Data> {
      await tocsin.checkpoint();
      return callModelInputFilter ? await callModelInputFilter(args) : args.modelData;
    },
  };
}

interface Switched<Request, Answer, Event> {
  usual: string | undefined;
  name(): string | undefined;
  provider: string;
  toModel(name: string | undefined): ReturnType<ProviderLike<Request, Answer, Event>['getModel']>;
}

/** The runner asks for a model once in a turn; which one it is, is decided at each call. */
async function reportedModel<Request, Answer extends Used, Event>(
  tocsin: Tocsin,
  { usual, name, provider, toModel }: Switched<Request, Answer, Event>,
): Promise<ModelLike<Request, Answer, Event>> {
  const usualModel = await toModel(usual);
  const chosen = async () => (name() === usual ? usualModel : await toModel(name()));
  const reporter = new Reporter(tocsin);
  const call = (began: number, model: string | undefined) => ({
    provider,
    model,
    latencyMs: Date.now() - began,
  });
  return {
    ...retryAdvice(usualModel),
    async getResponse(request) {
      const [model, asked, began] = [await chosen(), name(), Date.now()];
      try {
        const answer = await model.getResponse(request);
        quietly(() => reporter.modelCall({ ...call(began, asked), ...usageOf(answer) }));
        return answer;
      } catch (error) {
        reporter.modelFailure(call(began, asked), error);
        throw error;
      }
    },
    async *getStreamedResponse(request) {
      const [model, asked, began] = [await chosen(), name(), Date.now()];
      try {
        for await (const event of model.getStreamedResponse(request)) {
          const { type, response } = event as { type?: string; response?: Used };
          if (type === 'response_done' && response)
            quietly(() => reporter.modelCall({ ...call(began, asked), ...usageOf(response) }));
          yield event;
        }
      } catch (error) {
        reporter.modelFailure(call(began, asked), error);
        throw error;
      }
    },
  };
}

/** What a model says of itself beside its calls. */
function retryAdvice<Request, Answer, Event>(model: ModelLike<Request, Answer, Event>): object {
  const { supportsPromptModelSelection } = model;
  const { getRetryAdvice } = model as { getRetryAdvice?: (...args: unknown[]) => unknown };
  return {
    ...(supportsPromptModelSelection !== undefined && { supportsPromptModelSelection }),
    ...(getRetryAdvice && { getRetryAdvice: (...args: unknown[]) => getRetryAdvice.apply(model, args) }),
  };
}

/** What is read of a tool call. */
interface ToolDetails {
  toolCall: { callId?: string; arguments?: unknown };
}

/** A runner's events; listeners are not waited for. */
interface RunnerLike {
  on(
    event: 'agent_tool_start',
    listener: (...args: [unknown, unknown, { name: string }, ToolDetails]) => void,
  ): unknown;
  on(
    event: 'agent_tool_end',
    listener: (...args: [unknown, unknown, { name: string }, unknown, ToolDetails]) => void,
  ): unknown;
}

/** Reports the tool calls of a `Runner`; an error that a tool has thrown is an answer for the OpenAI Agents SDK. */
export function reportRunner(tocsin: Tocsin, runner: RunnerLike): void {
  const began = new WeakMap<object, number>();
  runner.on(
    'agent_tool_start',
    (_context, _agent, _tool, { toolCall }) => void began.set(toolCall, Date.now()),
  );
  runner.on('agent_tool_end', (_context, _agent, tool, _result, { toolCall }) =>
    quietly(() => {
      const { callId, arguments: args } = toolCall;
      const durationMs = Date.now() - (began.get(toolCall) ?? Date.now());
      new Reporter(tocsin).toolCall({ tool: tool.name, callId, args, durationMs });
    }),
  );
}
