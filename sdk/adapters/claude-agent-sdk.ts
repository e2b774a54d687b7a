import { isAgentPaused } from '../agent/agent-paused';
import type { Tocsin } from '../tocsin';
import { type AnswerLike, ClaudeUsage, type ResultLike } from './claude-usage';
import { quietly, Reporter } from './report';

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
  const track = (type: string, input: HookInputLike): HookAnswer => {
    const error = input.error === undefined ? {} : { error: { type: textOf(input.error), message: '' } };
    tocsin.track(type, error, reporterOf(input).run);
    return {};
  };
  const afterTool: Hook = async (input) => {
    quietly(() => {
      const { tool_name: tool = '', tool_use_id: callId, tool_input: args, duration_ms: durationMs } = input;
      const call = { tool, callId, args, durationMs };
      if (input.hook_event_name === 'PostToolUse') reporterOf(input).toolCall(call);
      else reporterOf(input).toolFailure(call, { name: 'ToolError', message: textOf(input.error) });
    });
    return {};
  };
  const beforePrompt = guard(tocsin, (reason) => ({ decision: 'block', reason }));
  const beforeTool = guard(tocsin, (stopReason) => ({ continue: false, stopReason }));
  return {
    UserPromptSubmit: matching(async (input, ...rest) => {
      const answer = await beforePrompt(input, ...rest);
      return answer.decision === 'block' ? answer : track('agent.run.started', input);
    }),
    PreToolUse: matching(beforeTool),
    PostToolUse: matching(afterTool),
    PostToolUseFailure: matching(afterTool),
    Stop: matching(async (input) => track('agent.run.completed', input)),
    StopFailure: matching(async (input) => track('agent.run.failed', input)),
  };
}

const matching = (hook: Hook): Matcher[] => [{ hooks: [hook], timeout: HOOK_SECONDS }];

const textOf = (value: unknown): string => (typeof value === 'string' ? value : 'Error');

const guard =
  (tocsin: Tocsin, answer: (reason: string) => HookAnswer): Hook =>
  async (_input, _toolUseId, { signal }) => {
    try {
      await tocsin.checkpoint({ signal });
      return {};
    } catch (error) {
      if (isAgentPaused(error)) return answer(error.message);
      throw error;
    }
  };

/** What is read of the options of a query. */
interface OptionsLike {
  model?: string;
  hooks?: object;
}

/**
 * Options for `query`: yours, with `tocsinHooks` beside your hooks, and with the model that yours is switched to. A
 * switch takes effect with the next query.
 */
export async function tocsinOptions<Options extends OptionsLike>(
  tocsin: Tocsin,
  options: Options,
): Promise<Options & { hooks: ReturnType<typeof tocsinHooks> }> {
  // Whether it is paused is for the hooks to say; here it is only asked.
  await tocsin.checkpoint({ whenPaused: 'throw' }).catch(() => undefined);
  const hooks: Record<string, unknown[]> = { ...tocsinHooks(tocsin) };
  for (const [event, yours] of Object.entries((options.hooks ?? {}) as Record<string, unknown[]>))
    hooks[event] = [...(hooks[event] ?? []), ...yours];
  return {
    ...options,
    ...(options.model !== undefined && { model: tocsin.model(options.model) }),
    hooks: hooks as ReturnType<typeof tocsinHooks>,
  };
}

/** What is read of the messages of a query. */
interface MessageLike {
  type: string;
  session_id?: string;
  message?: unknown;
}

/** Reports the model calls of a query, and hands its messages on. Say so if the query resumes a session. */
export async function* reportMessages<Message extends MessageLike>(
  tocsin: Tocsin,
  messages: AsyncIterable<Message>,
  { isResumed = false } = {},
): AsyncGenerator<Message, void> {
  let session: string | undefined;
  const usage = new ClaudeUsage((call) => new Reporter(tocsin, session).modelCall(call), isResumed);
  try {
    for await (const message of messages) {
      quietly(() => {
        session = message.session_id ?? session;
        if (message.type === 'assistant') usage.answer(message.message as AnswerLike);
        if (message.type === 'result') usage.result(message as ResultLike);
      });
      yield message;
    }
  } finally {
    quietly(() => usage.flush());
  }
}
