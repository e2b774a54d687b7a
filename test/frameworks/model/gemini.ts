import { type Provider, toolNames } from './provider';
import { type Reply, USAGE } from './script';

/** Gemini's candidates are without the thoughts. */
const usageMetadata = {
  promptTokenCount: USAGE.input,
  cachedContentTokenCount: USAGE.cached,
  candidatesTokenCount: USAGE.output - USAGE.reasoning,
  thoughtsTokenCount: USAGE.reasoning,
  totalTokenCount: USAGE.input + USAGE.output,
};

const PATH = /\/models\/([^/:]+):(generateContent|streamGenerateContent)$/;

const whole = ({ id, model, answer }: Reply) => ({
  candidates: [
    {
      content: {
        role: 'model',
        parts: [
          answer.kind === 'text'
            ? { text: answer.text }
            : { functionCall: { id: `call_${id}`, name: answer.name, args: answer.arguments } },
        ],
      },
      ...{ finishReason: 'STOP', index: 0 },
    },
  ],
  ...{ usageMetadata, modelVersion: model, responseId: id },
});

const declarations = (tools: unknown): Record<string, unknown>[] =>
  (Array.isArray(tools) ? (tools as Record<string, unknown>[]) : []).flatMap(
    ({ functionDeclarations, function_declarations }) =>
      (functionDeclarations ?? function_declarations ?? []) as Record<string, unknown>[],
  );

/** `POST /v1beta/models/{model}:generateContent`, and `:streamGenerateContent` with `alt=sse`. */
export const gemini: Provider = {
  api: 'gemini.generateContent',
  match({ pathname }) {
    const [, model, method] = PATH.exec(pathname) ?? [];
    return model === undefined
      ? undefined
      : { model: decodeURIComponent(model), stream: method === 'streamGenerateContent' };
  },
  tools: ({ tools }) => toolNames(declarations(tools), ({ name }) => name),
  whole,
  parts: (reply) => [{ data: whole(reply) }],
  error: (status, message) => ({
    error: { code: status, message, status: status === 429 ? 'RESOURCE_EXHAUSTED' : 'INTERNAL' },
  }),
};
