/** What the model answers to one request. */
export type ScriptedAnswer =
  | { kind: 'text'; text: string }
  | { kind: 'tool'; name: string; arguments: Record<string, unknown> }
  | { kind: 'error'; status: number; message: string };

/** What a provider's form is made from. */
export interface Reply {
  /** Of this answer, unique within a server. */
  id: string;
  /** As the request names it. */
  model: string;
  answer: Exclude<ScriptedAnswer, { kind: 'error' }>;
}

/** What every request costs, whatever is asked and answered. */
export const USAGE = { input: 120, cached: 100, output: 30, reasoning: 12 } as const;

/** What an answer is when the script is over, or when the next tool of the script is not offered by the request. */
export const DEFAULT_ANSWER: Reply['answer'] = { kind: 'text', text: 'done' };

/** The script of `POST /script`; throws a message that names the entry. */
export function readScript(value: unknown): ScriptedAnswer[] {
  if (!Array.isArray(value)) throw new Error('The script must be an array of answers');
  return value.map((entry: unknown, index) => readAnswer(entry, index));
}

function readAnswer(entry: unknown, index: number): ScriptedAnswer {
  const { kind, ...rest } = (entry ?? {}) as Record<string, unknown>;
  const { text = 'done', name, message = 'as scripted', status = 429 } = rest;
  if (kind === 'text' && typeof text === 'string') return { kind, text };
  if (kind === 'tool' && typeof name === 'string')
    return { kind, name, arguments: (rest.arguments ?? {}) as Record<string, unknown> };
  if (kind === 'error' && typeof status === 'number' && typeof message === 'string')
    return { kind, status, message };
  throw new Error(
    `Answer ${index} must be {kind: "text", text}, {kind: "tool", name, arguments} or {kind: "error"}`,
  );
}
