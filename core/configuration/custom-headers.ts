import { pointer } from '../event/accept';
import type { FieldError } from '../problem';

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
const TELLING = /^(?:authorization|cookie)$|auth|token|secret|key|password|signature/i;

/** What a credential in a header is shown as; given back in a change, it means "as it was". */
const MASK = '***';

const isReservedHeader = (name: string): boolean => {
  const lower = name.toLowerCase();
  return RESERVED.has(lower) || RESERVED_PREFIXES.some((prefix) => lower.startsWith(prefix));
};

/** Problems of custom headers; pointers are relative to the headers object. */
export function headerProblems(headers: Record<string, string>): FieldError[] {
  const entries = Object.entries(headers);
  const seen = new Set<string>();
  const problems = entries.flatMap(([name, value]) => {
    const detail = nameProblem(name, seen) ?? valueProblem(value);
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

const valueProblem = (value: string): string | undefined =>
  VALUE.test(value) ? undefined : 'must be visible ASCII, without space at its ends';

/** Headers as a reader may see them: values of headers that look like credentials are masked. */
export const maskedHeaders = (headers: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, TELLING.test(name) ? MASK : value]),
  );

/** Headers of a change, with masked values replaced by those that are stored under the same name. */
export function unmaskedHeaders(
  given: Record<string, string>,
  stored: Record<string, string> = {},
): Record<string, string> {
  const old = new Map(Object.entries(stored).map(([name, value]) => [name.toLowerCase(), value]));
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      name,
      value === MASK && TELLING.test(name) ? (old.get(name.toLowerCase()) ?? value) : value,
    ]),
  );
}
