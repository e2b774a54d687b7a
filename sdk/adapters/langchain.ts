import type { Tocsin } from '../tocsin';
import { quietly, Reporter } from './report';

/** What is read of a model's answer: a message, or a command that ends the model node (`langchain` 1.5). */
interface AnswerLike {
  usage_metadata?: {
    input_tokens?: number;
    output_tokens?: number;
    input_token_details?: { cache_read?: number; cache_creation?: number };
    output_token_details?: { reasoning?: number };
  };
}

/** What is read of a model request. */
interface ModelRequestLike {
  model: unknown;
}

interface ToolRequestLike {
  toolCall: { id?: string | undefined; name: string; args: unknown };
}

/** Where chat models of LangChain have their name. */
function nameOf(model: unknown): string | undefined {
  const { model: name, modelName } = (model ?? {}) as { model?: unknown; modelName?: unknown };
  return [name, modelName].find((one) => typeof one === 'string');
}

/** `openai` of `ChatOpenAI`, by what the model says of itself to LangSmith. */
function providerOf(model: unknown): string | undefined {
  const { getLsParams } = (model ?? {}) as { getLsParams?: (options: object) => { ls_provider?: string } };
  return getLsParams?.call(model, {}).ls_provider;
}

function usageOf(answer: unknown) {
  const { usage_metadata: usage } = (answer ?? {}) as AnswerLike;
  return {
    inputTokens: usage?.input_tokens,
    outputTokens: usage?.output_tokens,
    cachedInputTokens: usage?.input_token_details?.cache_read,
    cacheWriteInputTokens: usage?.input_token_details?.cache_creation,
    reasoningTokens: usage?.output_token_details?.reasoning,
  };
}

/**
 * For `createMiddleware` of LangChain: each model call waits or throws while the agent is paused, is made with the
 * model that it is switched to, which `toModel` makes of its name, and is reported, as tool calls are.
 */
export function tocsinMiddleware<Model = never>(tocsin: Tocsin, toModel?: (name: string) => Model) {
  const reporter = new Reporter(tocsin);
  return {
    name: 'Tocsin',
    async wrapModelCall<Request extends ModelRequestLike, Answer>(
      request: Request,
      handler: (request: Request) => Answer | Promise<Answer>,
    ): Promise<Answer> {
      const usual = nameOf(request.model);
      const { model = usual } = await tocsin.checkpoint(usual === undefined ? {} : { model: usual });
      const isSwitched = toModel !== undefined && model !== undefined && model !== usual;
      const asked = isSwitched ? { ...request, model: toModel(model) } : request;
      const began = Date.now();
      const call = () => ({
        ...{ provider: providerOf(asked.model), model: isSwitched ? model : usual },
        latencyMs: Date.now() - began,
      });
      try {
        const answer = await handler(asked);
        quietly(() => reporter.modelCall({ ...call(), ...usageOf(answer) }));
        return answer;
      } catch (error) {
        quietly(() => reporter.modelFailure(call(), error));
        throw error;
      }
    },
    async wrapToolCall<Request extends ToolRequestLike, Answer>(
      request: Request,
      handler: (request: Request) => Answer | Promise<Answer>,
    ): Promise<Answer> {
      const began = Date.now();
      const { id: callId, name: tool, args } = request.toolCall;
      const call = () => ({ tool, callId, args, durationMs: Date.now() - began });
      try {
        const answer = await handler(request);
        const { status, content } = (answer ?? {}) as { status?: string; content?: unknown };
        if (status === 'error') reporter.toolFailure(call(), { name: 'ToolError', message: content });
        else reporter.toolCall(call());
        return answer;
      } catch (error) {
        quietly(() => reporter.toolFailure(call(), error));
        throw error;
      }
    },
  };
}
