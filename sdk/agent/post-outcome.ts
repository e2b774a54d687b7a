import type { ExchangeAnswer } from './exchange';

/** What has become of a batch: to be sent again, or done but for those that were refused. */
export interface PostOutcome {
  kind: 'again' | 'done';
  /** Why each refused event was refused. */
  reasons: string[];
  /** The API has answered and could not take some of it, as opposed to one that is overloaded or not there. */
  isRefusal: boolean;
}

const OVERLOADED = new Set([408, 425, 429, 502, 503, 504]);

const AGAIN: PostOutcome = { kind: 'again', reasons: [], isRefusal: false };

type Json = Record<string, unknown>;

/** By the answer to a request of `count` events; undefined if there was none (docs/events.md, "The answer"). */
export function postOutcome(answer: ExchangeAnswer | undefined, count: number): PostOutcome {
  if (!answer || OVERLOADED.has(answer.status)) return AGAIN;
  const { status, json } = answer;
  const reasonsOfAll = (reason: unknown) => Array<string>(count).fill(textOf(reason));
  if (status === 500) return { kind: 'again', reasons: reasonsOfAll('it fails'), isRefusal: true };
  const { results, detail } = (typeof json === 'object' ? (json ?? {}) : {}) as Json;
  if (status >= 400 && status < 500) return { kind: 'done', reasons: reasonsOfAll(detail), isRefusal: true };
  // It is not Tocsin that answers so.
  if ((status !== 202 && status !== 207) || !Array.isArray(results)) return AGAIN;
  const errors = results.flatMap(errorOf);
  // Some are refused only for now: all are sent again under the same key, and what has arrived counts once.
  const isForNow = errors.some(({ status: code }) => typeof code === 'number' && code >= 500);
  return {
    ...{ kind: isForNow ? 'again' : 'done', isRefusal: errors.length > 0 },
    reasons: errors.map(({ detail: reason }) => textOf(reason)),
  };
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

function errorOf(result: unknown): Json[] {
  const { status, error } = (result ?? {}) as Json;
  return status === 'accepted' ? [] : [(error ?? {}) as Json];
}
