import type { Surroundings } from './surroundings';

export interface Exchange {
  url: string;
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string;
  /** Until the whole answer is there. */
  timeoutMs: number;
  signal?: AbortSignal | undefined;
}

export interface ExchangeAnswer {
  status: number;
  headers: Headers;
  /** Undefined if the body is no JSON. */
  json: unknown;
}

/** The largest answer to a request of this SDK is far below that. */
const MAX_ANSWER_BYTES = 1024 * 1024;

/** One request and its whole answer; undefined if there is none in time, or none that is readable. Never throws. */
export async function exchange(
  surroundings: Surroundings,
  { url, timeoutMs, signal, ...init }: Exchange,
): Promise<ExchangeAnswer | undefined> {
  if (signal?.aborted) return undefined;
  const controller = new AbortController();
  const abort = () => controller.abort();
  const cancel = surroundings.setTimer(timeoutMs, abort);
  signal?.addEventListener('abort', abort);
  try {
    const aborted = whenAborted(controller.signal);
    // A `fetch` that somebody has wrapped may not mind the signal.
    return await Promise.race([aborted, answered(surroundings, url, { ...init, signal: controller.signal })]);
  } catch {
    return undefined;
  } finally {
    cancel();
    signal?.removeEventListener('abort', abort);
  }
}

const whenAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => signal.addEventListener('abort', () => resolve(undefined)));

async function answered(
  { fetch }: Surroundings,
  url: string,
  init: RequestInit,
): Promise<ExchangeAnswer | undefined> {
  try {
    // Not every runtime knows `error`; an answer of 3xx is no answer of the API.
    const response = await fetch(url, { ...init, redirect: 'manual' });
    const { status, headers } = response;
    return { status, headers, json: parsed(await textOf(response)) };
  } catch {
    return undefined;
  }
}

async function textOf(response: Response): Promise<string> {
  if (!response.body) return '';
  const reader = (response.body as ReadableStream<Uint8Array>).getReader();
  const decoder = new TextDecoder();
  let [text, bytes] = ['', 0];
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return text + decoder.decode();
    bytes += value.byteLength;
    if (bytes > MAX_ANSWER_BYTES) {
      await reader.cancel();
      throw new Error('The answer is too large');
    }
    text += decoder.decode(value, { stream: true });
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
