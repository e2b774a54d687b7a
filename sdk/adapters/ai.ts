import type { Tocsin } from '../tocsin';
import { quietly, Reporter, runEnd } from './report';

/** What is read of the Vercel AI SDK's events (`ai` 7); all of it may be missing. */
interface ModelEvent {
  callId: string;
  provider?: string;
  modelId?: string;
}

interface EndOfModelCall extends ModelEvent {
  usage?: {
    inputTokens?: number | undefined;
    outputTokens?: number | undefined;
    inputTokenDetails?: { cacheReadTokens?: number | undefined; cacheWriteTokens?: number | undefined };
    outputTokenDetails?: { reasoningTokens?: number | undefined };
  };
  performance?: { responseTimeMs?: number };
}

interface EndOfTool {
  callId: string;
  toolExecutionMs?: number;
  toolCall: { toolName: string; toolCallId: string; input: unknown };
  toolOutput: { type: string; error?: unknown };
}

/** The provider's name without its API: `openai` of `openai.responses`. */
const providerOf = ({ provider }: ModelEvent): string | undefined => provider?.split('.')[0];

const usageOf = ({ usage }: EndOfModelCall) => ({
  inputTokens: usage?.inputTokens,
  outputTokens: usage?.outputTokens,
  cachedInputTokens: usage?.inputTokenDetails?.cacheReadTokens,
  cacheWriteInputTokens: usage?.inputTokenDetails?.cacheWriteTokens,
  reasoningTokens: usage?.outputTokenDetails?.reasoningTokens,
});

/** Runs of which the SDK never says that they ended would be remembered for ever. */
const MAX_OPEN_RUNS = 10_000;

/** Runs as the SDK has them; one that the host reports itself is not reported twice. */
function runs(tocsin: Tocsin) {
  const open = new Set<string>();
  const end = (run: string, type: string, data: object = {}): void => {
    if (open.delete(run)) tocsin.track(type, data, { run });
  };
  return {
    onStart({ callId: run }: { callId: string }): void {
      if (tocsin.currentRun || open.size >= MAX_OPEN_RUNS) return;
      open.add(run);
      tocsin.track('agent.run.started', undefined, { run });
    },
    onEnd: ({ callId }: { callId: string }): void => end(callId, 'agent.run.completed'),
    onAbort: ({ callId }: { callId: string }): void => end(callId, 'agent.run.completed', { aborted: true }),
    onError(event: unknown): void {
      quietly(() => {
        const { callId, error } = event as { callId: string; error: unknown };
        end(callId, ...runEnd(error));
      });
    },
  };
}

/**
 * For `registerTelemetry` of the Vercel AI SDK: each model call of the process waits or throws while the agent is
 * paused, and model calls, tool calls and runs are reported. Prompts and answers are not read.
 */
export function tocsinTelemetry(tocsin: Tocsin) {
  const reporter = (callId: string) => new Reporter(tocsin, callId);
  return {
    ...runs(tocsin),
    async executeLanguageModelCall<Result>(
      call: Partial<ModelEvent> & { callId: string; execute: () => PromiseLike<Result> },
    ): Promise<Result> {
      await tocsin.checkpoint();
      const began = Date.now();
      try {
        return await call.execute();
      } catch (error) {
        const failed = { provider: providerOf(call), model: call.modelId, latencyMs: Date.now() - began };
        reporter(call.callId).modelFailure(failed, error);
        throw error;
      }
    },
    onLanguageModelCallEnd(event: EndOfModelCall): void {
      quietly(() => {
        const latencyMs = Math.round(event.performance?.responseTimeMs ?? 0);
        const call = { provider: providerOf(event), model: event.modelId, latencyMs, ...usageOf(event) };
        reporter(event.callId).modelCall(call);
      });
    },
    onToolExecutionEnd({ callId, toolExecutionMs, toolCall, toolOutput }: EndOfTool): void {
      quietly(() => {
        const { toolName: tool, toolCallId, input: args } = toolCall;
        const call = { tool, callId: toolCallId, args, durationMs: Math.round(toolExecutionMs ?? 0) };
        if (toolOutput.type === 'tool-error') reporter(callId).toolFailure(call, toolOutput.error);
        else reporter(callId).toolCall(call);
      });
    },
  };
}

/** What is read of a step that is about to begin. */
interface Step {
  model: string | { modelId: string };
}

/**
 * For `prepareStep` of the Vercel AI SDK: waits or throws while the agent is paused, and changes to the model that it
 * is switched to, which `toModel` makes of its name, such as `openai`.
 */
export const tocsinPrepareStep =
  <Model>(tocsin: Tocsin, toModel: (name: string) => Model) =>
  async ({ model }: Step): Promise<{ model?: Model }> => {
    const usual = typeof model === 'string' ? model : model.modelId;
    const { model: asked = usual } = await tocsin.checkpoint({ model: usual });
    return asked === usual ? {} : { model: toModel(asked) };
  };
