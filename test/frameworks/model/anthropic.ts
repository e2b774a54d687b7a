import { fromBody, type Provider, type StreamPart, toolNames } from './provider';
import { type Reply, USAGE } from './script';

/** Anthropic's `input_tokens` are without those that came from the cache. */
const usage = {
  input_tokens: USAGE.input - USAGE.cached,
  cache_creation_input_tokens: 0,
  cache_read_input_tokens: USAGE.cached,
  output_tokens: USAGE.output,
  service_tier: 'standard',
};

const block = ({ id, answer }: Reply) =>
  answer.kind === 'text'
    ? { type: 'text', text: answer.text }
    : { type: 'tool_use', id: `toolu_${id}`, name: answer.name, input: answer.arguments };

const stopReason = ({ answer }: Reply): string => (answer.kind === 'text' ? 'end_turn' : 'tool_use');

const message = (reply: Reply, more: object) => ({
  ...{ id: `msg_${reply.id}`, type: 'message', role: 'assistant', model: reply.model, stop_sequence: null },
  ...more,
});

function blockParts({ id, answer }: Reply): object[] {
  const start = { type: 'content_block_start', index: 0 };
  if (answer.kind === 'text')
    return [
      { ...start, content_block: { type: 'text', text: '' } },
      { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: answer.text } },
    ];
  const delta = { type: 'input_json_delta', partial_json: JSON.stringify(answer.arguments) };
  return [
    { ...start, content_block: { type: 'tool_use', id: `toolu_${id}`, name: answer.name, input: {} } },
    { type: 'content_block_delta', index: 0, delta },
  ];
}

/** `POST /v1/messages`. */
export const anthropic: Provider = {
  api: 'anthropic.messages',
  match: ({ pathname }, body) => (pathname.endsWith('/messages') ? fromBody(body) : undefined),
  tools: ({ tools }) => toolNames(tools, ({ name }) => name),
  whole: (reply) => message(reply, { content: [block(reply)], stop_reason: stopReason(reply), usage }),
  parts(reply): StreamPart[] {
    const begun = message(reply, { content: [], stop_reason: null, usage: { ...usage, output_tokens: 1 } });
    const events = [
      { type: 'message_start', message: begun },
      ...(blockParts(reply) as { type: string }[]),
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: stopReason(reply), stop_sequence: null }, usage },
      { type: 'message_stop' },
    ];
    return events.map((data) => ({ event: data.type, data }));
  },
  error: (status, text) => ({
    type: 'error',
    error: { type: status === 429 ? 'rate_limit_error' : 'api_error', message: text },
  }),
};
