import type { EventEntry } from '../event/event';
import type { EventView } from '../event/read-entry';

/** An event as an alert names it: enough to find it, and to see at a glance what went wrong. */
export interface Mention {
  id: string;
  /** When it was accepted, epoch ms. */
  receivedAt: number;
  /** Its subject, as a rule the run. */
  run?: string;
  /** The kind of the error, one word: `timeout`, `rate_limit_exceeded`. Never the error's text. */
  error?: string;
}

/** How many events an alert names. */
export const MAX_MENTIONS = 3;
const MAX_RUN = 64;

/** A word cannot hold a prompt or an answer: what agents write in sentences is not told to people. */
const WORD = /^[\w.:/-]{1,64}$/;

/**
 * What an alert says of an event. The kind of an error is `data.error.type`, `code` or `name`, else `data.errorType` or
 * OpenTelemetry's `data["error.type"]`, else the error or its message if that is a single word.
 */
export function mentionOf(
  { id, subject, receivedAt }: Pick<EventEntry, 'id' | 'subject' | 'receivedAt'>,
  view: EventView,
): Mention {
  const error = errorOf(view['data']);
  return {
    ...{ id, receivedAt },
    ...(subject !== undefined && { run: subject.slice(0, MAX_RUN).toWellFormed() }),
    ...(error !== undefined && { error }),
  };
}

function errorOf(data: unknown): string | undefined {
  if (!isObject(data)) return undefined;
  const { error } = data;
  const said = isObject(error) ? [error['type'], error['code'], error['name'], error['message']] : [error];
  return [...said.slice(0, 3), data['errorType'], data['error.type'], ...said.slice(3)].find(isWord);
}

const isWord = (value: unknown): value is string => typeof value === 'string' && WORD.test(value);

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The newest of these, newest first, each event once. */
export function newestMentions(mentions: readonly Mention[]): Mention[] {
  const byId = new Map(mentions.map((mention) => [mention.id, mention]));
  return [...byId.values()]
    .sort((one, other) => other.receivedAt - one.receivedAt || (one.id < other.id ? 1 : -1))
    .slice(0, MAX_MENTIONS);
}
