/** An event as it is posted; `beforeSend` may change it. */
export interface AgentEvent {
  /** Names joined by dots, such as `agent.run.failed`. */
  type: string;
  /** The agent's name. */
  source: string;
  /** The run. */
  subject?: string;
  /** RFC 3339. */
  time: string;
  data?: unknown;
}

/** An event as it waits: its text cannot change any more. */
export interface QueuedEvent {
  text: string;
  /** Of the text, as UTF-8. */
  bytes: number;
  /** What happens to runs is dropped last: without it, monitors of runs count wrong. */
  isOfRun: boolean;
}

/** The API refuses an event that is larger. */
const MAX_EVENT_BYTES = 256 * 1024;

/** The text of an event; a sentence if it has none. */
export function serialized(event: AgentEvent): QueuedEvent | string {
  let text: string;
  try {
    text = JSON.stringify(event);
  } catch (error) {
    return `data is no JSON: ${error instanceof Error ? error.message : 'it cannot be written'}`;
  }
  // No text is shorter in UTF-8 than in UTF-16: what is surely too large is not encoded.
  const bytes = text.length > MAX_EVENT_BYTES ? text.length : new TextEncoder().encode(text).byteLength;
  if (bytes > MAX_EVENT_BYTES) return `the event has ${bytes} bytes, ${MAX_EVENT_BYTES} are allowed`;
  return { text, bytes, isOfRun: event.type.startsWith('agent.run.') };
}

/** What a failure is in `data.error`: its type can be counted, its message is for people. Never throws. */
export function errorData(thrown: unknown): ErrorData {
  try {
    return readError(thrown);
  } catch {
    return { type: 'Error', message: '' };
  }
}

interface ErrorData {
  type: string;
  message: string;
  code?: string;
}

function readError(thrown: unknown): ErrorData {
  if (typeof thrown !== 'object' || thrown === null) return { type: 'Error', message: cut(String(thrown)) };
  const { name, message, code, status, statusCode } = thrown as Record<string, unknown>;
  const number = status ?? statusCode ?? code;
  return {
    type: typeof name === 'string' && name !== '' ? cut(name) : 'Error',
    message: cut(typeof message === 'string' ? message : ''),
    ...((typeof number === 'string' || typeof number === 'number') && { code: cut(String(number)) }),
  };
}

const MAX_ERROR_CHARACTERS = 500;

const cut = (text: string): string =>
  text.length <= MAX_ERROR_CHARACTERS ? text : `${text.slice(0, MAX_ERROR_CHARACTERS - 1)}…`;
