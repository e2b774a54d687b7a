import type { Tocsin } from '../tocsin';
import { isAgentPaused, quietly, Reporter } from './report';

/** What is read of a hook's input (`@anthropic-ai/claude-agent-sdk` 0.3). */
interface HookInputLike {
  hook_event_name: string;
  session_id?: string;
  tool_name?: string;
  tool_input?: unknown;
  tool_use_id?: string;
  error?: unknown;
  duration_ms?: number;
}

/** What a hook answers: nothing, or that the turn ends. */
interface HookAnswer {
  continue?: boolean;
  stopReason?: string;
  decision?: 'block';
  reason?: string;
}

type Hook = (
  input: HookInputLike,
  toolUseId: string | undefined,
  options: { signal: AbortSignal },
) => Promise<HookAnswer>;

interface Matcher {
  hooks: Hook[];
  timeout?: number;
}

/** A pause lasts as long as it lasts; hooks are given up after a minute otherwise. */
const HOOK_SECONDS = 7 * 86_400;

/**
 * For `hooks` of the Claude Agent SDK: before a prompt is sent and before a tool is used, which is before each further
 * model call, it waits while the agent is paused, or ends the turn with the reason. Tool calls and turns are reported.
 */
export function tocsinHooks(tocsin: Tocsin) {
  const reporterOf = ({ session_id }: HookInputLike) => new Reporter(tocsin, session_id);
  const track = (type: string, data?: object): Matcher[] => [
    {
      hooks: [
        async (input) => {
          const { error } = input;
          tocsin.track(
            type,
            error === undefined ? data : { ...data, error: { type: textOf(error) } },
            reporterOf(input).run,
          );
          return {};
        },
      ],
    },
  ];
  const afterTool: Hook = async (input) => {
    quietly(() => {
      const { tool_name: tool = '', tool_use_id: callId, tool_input: args, duration_ms: durationMs } = input;
      const call = { tool, callId, args, durationMs };
      if (input.hook_event_name === 'PostToolUse') reporterOf(input).toolCall(call);
      else reporterOf(input).toolFailure(call, { name: 'ToolError', message: textOf(input.error) });
    });
    return {};
  };
  return {
    UserPromptSubmit: [
      guard(tocsin, (reason) => ({ decision: 'block', reason })),
      ...track('agent.run.started'),
    ],
    PreToolUse: [guard(tocsin, (stopReason) => ({ continue: false, stopReason }))],
    PostToolUse: [{ hooks: [afterTool] }],
    PostToolUseFailure: [{ hooks: [afterTool] }],
    Stop: track('agent.run.completed'),
    StopFailure: track('agent.run.failed'),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'Error');

function guard(tocsin: Tocsin, answer: (reason: string) => HookAnswer): Matcher {
  const hook: Hook = async (_input, _toolUseId, { signal }) => {
    try {
      await tocsin.checkpoint({ signal });
      return {};
    } catch (error) {
      if (isAgentPaused(error)) return answer(error.message);
      throw error;
    }
  };
  return { hooks: [hook], timeout: HOOK_SECONDS };
}

/** What is read of the messages of a query. */
interface MessageLike {
  type: string;
  session_id?: string;
  message?: unknown;
}

interface AnswerLike {
  id?: string;
  model?: string;
  usage?: {
    input_tokens?: number;
    output_tokens?: number;
    cache_read_input_tokens?: number | null;
    cache_creation_input_tokens?: number | null;
  };
}

/** Reports the model calls of a query, and hands its messages on. */
export async function* reportMessages<Message extends MessageLike>(
  tocsin: Tocsin,
  messages: AsyncIterable<Message>,
): AsyncGenerator<Message, void> {
  let last: AnswerLike | undefined;
  let lastReporter = new Reporter(tocsin);
  // One answer comes in several messages, each block for itself; the usage of the last one is that of the answer.
  const report = () => {
    if (last) lastReporter.modelCall({ provider: 'anthropic', ...modelCallOf(last) });
    last = undefined;
  };
  for await (const message of messages) {
    quietly(() => {
      const answer = message.type === 'assistant' ? (message.message as AnswerLike) : undefined;
      if (!answer || answer.id !== last?.id) report();
      if (answer?.usage) [last, lastReporter] = [answer, new Reporter(tocsin, message.session_id)];
    });
    yield message;
  }
  report();
}

function modelCallOf({ model, usage = {} }: AnswerLike) {
  const { cache_read_input_tokens: read, cache_creation_input_tokens: written } = usage;
  const [cachedInputTokens, cacheWriteInputTokens] = [read ?? 0, written ?? 0];
  return {
    ...{ model, outputTokens: usage.output_tokens, cachedInputTokens, cacheWriteInputTokens },
    // Anthropic's input is without what came from the cache or went there.
    inputTokens: (usage.input_tokens ?? 0) + cachedInputTokens + cacheWriteInputTokens,
  };
}
