import { pointer } from '../event/accept';
import type { FieldError } from '../problem';
import { InvalidInput } from './errors';
import { MASK } from './mask';

const HEADER_LIMITS = { count: 20, bytes: 4096 } as const;

/**
 * Names that a subscription may not set: those that the signature and the body depend on, those that frame
 * the message (a second length or encoding is request smuggling), those that speak for proxies or for AWS,
 * and attributes of CloudEvents. `authorization` and `cookie` stay free, since receivers ask for them.
 */
const RESERVED = new Set([
  'host',
  'user-agent',
  'connection',
  'keep-alive',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'expect',
  'date',
  'via',
  'forwarded',
  'accept-encoding',
  'http2-settings',
]);
const RESERVED_PREFIXES = ['content-', 'webhook-', 'proxy-', 'x-forwarded-', 'x-amz', 'ce-', 'tocsin-', ':'];

/** What signature schemes set: a fixed value beside or instead of it would be taken for a signature. */
const SIGNATURES = new Set([
  'x-hub-signature',
  'x-hub-signature-256',
  'x-github-event',
  'x-github-delivery',
  'stripe-signature',
  'x-keywordsai-signature',
  'x-respan-signature',
]);

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]{1,128}$/;
const VALUE = /^[\x21-\x7e](?:[\x20-\x7e\t]*[\x21-\x7e])?$/;

const NOTHING_KEPT =
  'must be the value itself: "***" keeps a stored value of the same header at the same host, and there is none';

const isReservedHeader = (name: string): boolean => {
  const lower = name.toLowerCase();
  return RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
};

/**
 * Problems of custom headers; pointers are relative to the headers object. Only in a change of what is there `***` may
 * stand for a value.
 */
export function headerProblems(headers: Record<string, string>, change: boolean): FieldError[] {
  const entries = Object.entries(headers);
  const seen = new Set<string>();
  const problems = entries.flatMap(([name, value]) => {
    const detail = nameProblem(name, seen) ?? valueProblem(value, change);
    seen.add(name.toLowerCase());
    return detail === undefined ? [] : [{ pointer: pointer([name]), detail }];
  });
  if (entries.length > HEADER_LIMITS.count)
    problems.push({ pointer: '', detail: `must have at most ${HEADER_LIMITS.count} headers` });
  if (entries.join('').length > HEADER_LIMITS.bytes)
    problems.push({ pointer: '', detail: `must have at most ${HEADER_LIMITS.bytes} bytes in all` });
  return problems;
}

/** Why a signature may not be sent in a header of this name; undefined if it may. */
export function headerNameProblem(name: string): string | undefined {
  if (!TOKEN.test(name)) return 'must be a header name (RFC 9110, token, at most 128 characters)';
  return isReservedHeader(name) ? 'is a header that only Tocsin or the connection sets' : undefined;
}

function nameProblem(name: string, seen: Set<string>): string | undefined {
  const lower = name.toLowerCase();
  if (SIGNATURES.has(lower)) return 'is a header that only a signature scheme sets';
  return headerNameProblem(name) ?? (seen.has(lower) ? 'is given twice' : undefined);
}

function valueProblem(value: string, change: boolean): string | undefined {
  if (value === MASK && !change) return NOTHING_KEPT;
  return VALUE.test(value) ? undefined : 'must be visible ASCII, without space at its ends';
}

/** Headers as a reader may see them: any value may be a credential, whatever its name. */
export const maskedHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.keys(headers).map((name) => [name, MASK]));

/**
 * Headers of a change, sealed: those that were given anew, and for `***` the stored one of the same name. Throws
 * `InvalidInput` for a `***` with nothing stored that it could stand for.
 */
export function changedHeaders(
  given: Record<string, string>,
  fresh: Record<string, string>,
  stored: Record<string, string>,
): Record<string, string> {
  const old = new Map(Object.entries(stored).map(([name, sealed]) => [name.toLowerCase(), sealed]));
  const found = Object.entries(given).map(
    ([name, value]) => [name, value === MASK ? old.get(name.toLowerCase()) : fresh[name]] as const,
  );
  const lost = found.filter(([, sealed]) => sealed === undefined);
  if (lost.length > 0)
    throw new InvalidInput(
      lost.map(([name]) => ({ pointer: pointer(['destination', 'headers', name]), detail: NOTHING_KEPT })),
    );
  return Object.fromEntries(found.map(([name, sealed]) => [name, sealed ?? '']));
}
