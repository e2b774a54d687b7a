import { type Bytes, utf8 } from './bytes';
import { VerificationFailed } from './verification-failed';

/** Headers as `fetch`, Node's `http` or a framework has them; names in any letter case. */
export type ReceivedHeaders = Headers | Readonly<Record<string, string | readonly string[] | undefined>>;

/** A request as it came: the bytes of the body, before anything has parsed them. */
export interface ReceivedRequest {
  headers: ReceivedHeaders;
  body: string | Uint8Array | ArrayBuffer;
}

export function bodyBytes(body: ReceivedRequest['body']): Bytes {
  if (typeof body === 'string') return utf8(body);
  if (body instanceof ArrayBuffer) return new Uint8Array(body);
  if (body instanceof Uint8Array) return new Uint8Array(body);
  throw new TypeError(
    'The body must be the bytes or the text of the request, not what a parser has made of it',
  );
}

/** A header that must be there once. Throws `VerificationFailed`. */
export function requiredHeader(headers: ReceivedHeaders, name: string): string {
  const value = header(headers, name);
  if (value === undefined) throw new VerificationFailed('header-missing', `The header ${name} is missing`);
  return value;
}

/** Undefined if it is not there. Throws `VerificationFailed` if it came several times. */
export function header(headers: ReceivedHeaders, name: string): string | undefined {
  if (headers instanceof Headers) return headers.get(name) ?? undefined;
  const found = Object.entries(headers).filter(([key]) => key.toLowerCase() === name.toLowerCase());
  const values = found.flatMap(([, value]) => value ?? []);
  if (values.length > 1)
    throw new VerificationFailed('header-malformed', `The header ${name} came several times`);
  return values[0];
}

/** Seconds since 1970 as a header says it. Throws `VerificationFailed`. */
export function seconds(text: string, name: string): number {
  if (!/^\d{1,12}$/.test(text))
    throw new VerificationFailed('header-malformed', `The header ${name} has no time in seconds`);
  return Number(text);
}
