import { openaiChat } from './openai-chat';
import { fromBody, type Provider, type StreamPart, toolNames } from './provider';
import { type Reply, USAGE } from './script';

const usage = {
  input_tokens: USAGE.input,
  input_tokens_details: { cached_tokens: USAGE.cached },
  output_tokens: USAGE.output,
  output_tokens_details: { reasoning_tokens: USAGE.reasoning },
  total_tokens: USAGE.input + USAGE.output,
};

const content = (text: string) => ({ type: 'output_text', text, annotations: [], logprobs: [] });

function item({ id, answer }: Reply) {
  if (answer.kind === 'text')
    return {
      type: 'message',
      id: `msg_${id}`,
      role: 'assistant',
      status: 'completed',
      content: [content(answer.text)],
    };
  const { name } = answer;
  return {
    ...{ type: 'function_call', id: `fc_${id}`, call_id: `call_${id}`, name, status: 'completed' },
    arguments: JSON.stringify(answer.arguments),
  };
}

const response = ({ id, model }: Reply, status: string, more: object) => ({
  ...{ id: `resp_${id}`, object: 'response', created_at: 1_767_225_600, status, model, error: null },
  ...{
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: true,
    temperature: 1,
  },
  ...{ tool_choice: 'auto', tools: [], top_p: 1, max_output_tokens: null, previous_response_id: null },
  ...{ reasoning: { effort: null, summary: null }, store: true, truncation: 'disabled', user: null },
  ...more,
});

const done = (reply: Reply) => response(reply, 'completed', { output: [item(reply)], usage });

function itemParts(reply: Reply): object[] {
  const whole = item(reply);
  const at = { item_id: whole.id, output_index: 0 };
  if (reply.answer.kind === 'tool')
    return [
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { ...whole, arguments: '', status: 'in_progress' },
      },
      {
        type: 'response.function_call_arguments.delta',
        ...at,
        delta: JSON.stringify(reply.answer.arguments),
      },
      {
        type: 'response.function_call_arguments.done',
        ...at,
        arguments: JSON.stringify(reply.answer.arguments),
      },
    ];
  const { text } = reply.answer;
  const part = { ...at, content_index: 0 };
  return [
    {
      type: 'response.output_item.added',
      output_index: 0,
      item: { ...whole, content: [], status: 'in_progress' },
    },
    { type: 'response.content_part.added', ...part, part: content('') },
    { type: 'response.output_text.delta', ...part, delta: text, logprobs: [] },
    { type: 'response.output_text.done', ...part, text, logprobs: [] },
    { type: 'response.content_part.done', ...part, part: content(text) },
  ];
}

/** `POST /v1/responses`. */
export const openaiResponses: Provider = {
  api: 'openai.responses',
  match: ({ pathname }, body) => (pathname.endsWith('/responses') ? fromBody(body) : undefined),
  tools: ({ tools }) => toolNames(tools, ({ name }) => name),
  whole: done,
  parts(reply): StreamPart[] {
    const begun = response(reply, 'in_progress', { output: [], usage: null });
    const events = [
      { type: 'response.created', response: begun },
      { type: 'response.in_progress', response: begun },
      ...(itemParts(reply) as { type: string }[]),
      { type: 'response.output_item.done', output_index: 0, item: item(reply) },
      { type: 'response.completed', response: done(reply) },
    ];
    return events.map((event, index) => ({ event: event.type, data: { ...event, sequence_number: index } }));
  },
  error: (status, message) => openaiChat.error(status, message),
};
