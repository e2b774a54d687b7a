import { fromBody, type Provider, toolNames } from './provider';
import { type Reply, USAGE } from './script';

const usage = {
  prompt_tokens: USAGE.input,
  completion_tokens: USAGE.output,
  total_tokens: USAGE.input + USAGE.output,
  prompt_tokens_details: { cached_tokens: USAGE.cached, audio_tokens: 0 },
  completion_tokens_details: { reasoning_tokens: USAGE.reasoning, audio_tokens: 0 },
};

const head = ({ id, model }: Reply, object: string) => ({
  ...{ id: `chatcmpl-${id}`, object, created: 1_767_225_600, model },
  ...{ service_tier: 'default', system_fingerprint: 'fp_fake' },
});

interface Message {
  role: string;
  content: string | null;
  refusal: null;
  tool_calls?: object[];
}

function message({ id, answer }: Reply): Message {
  if (answer.kind === 'text') return { role: 'assistant', content: answer.text, refusal: null };
  const call = { name: answer.name, arguments: JSON.stringify(answer.arguments) };
  return {
    ...{ role: 'assistant', content: null, refusal: null },
    tool_calls: [{ id: `call_${id}`, type: 'function', function: call }],
  };
}

const finish = ({ answer }: Reply): string => (answer.kind === 'text' ? 'stop' : 'tool_calls');

function delta(reply: Reply) {
  const { tool_calls: calls, ...rest } = message(reply);
  return calls ? { ...rest, tool_calls: calls.map((call, index) => ({ index, ...call })) } : rest;
}

/** `POST /v1/chat/completions`. */
export const openaiChat: Provider = {
  api: 'openai.chat',
  match: ({ pathname }, body) => (pathname.endsWith('/chat/completions') ? fromBody(body) : undefined),
  tools: ({ tools }) => toolNames(tools, (tool) => (tool.function as { name?: unknown })?.name),
  whole: (reply) => ({
    ...head(reply, 'chat.completion'),
    choices: [{ index: 0, message: message(reply), logprobs: null, finish_reason: finish(reply) }],
    usage,
  }),
  parts(reply) {
    const chunk = (choices: unknown[], more = {}) => ({
      data: { ...head(reply, 'chat.completion.chunk'), choices, ...more },
    });
    return [
      chunk([{ index: 0, delta: delta(reply), finish_reason: null }]),
      chunk([{ index: 0, delta: {}, finish_reason: finish(reply) }]),
      chunk([], { usage }),
    ];
  },
  end: '[DONE]',
  error: (status, text) => ({
    error: {
      message: text,
      type: status === 429 ? 'rate_limit_exceeded' : 'server_error',
      code: null,
      param: null,
    },
  }),
};
