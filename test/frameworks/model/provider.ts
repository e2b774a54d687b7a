import type { Reply } from './script';

/** One server-sent event; `event` is written only where the provider names its events. */
export interface StreamPart {
  event?: string;
  data: unknown;
}

/** The forms of one provider's API. */
export interface Provider {
  /** As the requests' list names it. */
  api: string;
  /** The model that a request asks for and whether it wants a stream; undefined if it is no request of this API. */
  match(path: URL, body: Record<string, unknown>): { model: string; stream: boolean } | undefined;
  /** Names of the tools that the request offers. */
  tools(body: Record<string, unknown>): string[];
  whole(reply: Reply): unknown;
  parts(reply: Reply): StreamPart[];
  error(status: number, message: string): unknown;
  /** The last line of a stream, if the provider sends one. */
  end?: string;
}

/** A model and a stream flag as OpenAI and Anthropic send them, in the body. */
export const fromBody = (body: Record<string, unknown>): { model: string; stream: boolean } => ({
  model: typeof body.model === 'string' ? body.model : '',
  stream: body.stream === true,
});

/** The names of `tools`, by where each entry has its name. */
export function toolNames(tools: unknown, nameOf: (tool: Record<string, unknown>) => unknown): string[] {
  const list = Array.isArray(tools) ? (tools as Record<string, unknown>[]) : [];
  return list.map(nameOf).filter((name) => typeof name === 'string');
}
