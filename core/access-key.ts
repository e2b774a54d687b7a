/**
 * A key's text: `tcn_`, a ULID by which its row is found, and 43 characters of secret. A path key starts with `tcn_in_`:
 * it may stand in a URL, and one sees from its text that it may.
 */
const KEY = /^tcn_(in_)?([0-9A-HJKMNP-TV-Z]{26})_[A-Za-z0-9_-]{43}$/;

export type KeyKind = 'header' | 'path';

/** Which key a text claims to be; undefined if it is none. */
export function readKey(text: string): { id: string; kind: KeyKind } | undefined {
  const [, marked, ulid] = KEY.exec(text) ?? [];
  if (ulid === undefined) return undefined;
  return { id: `key_${ulid}`, kind: marked === undefined ? 'header' : 'path' };
}

/** The text of the key with this id (`key_` and a ULID). `secret` is base64url of 32 bytes. */
export const keyText = (id: string, kind: KeyKind, secret: string): string =>
  `tcn_${kind === 'path' ? 'in_' : ''}${id.slice('key_'.length)}_${secret}`;

const SECRET_PARTS = /(tcn_(?:in_|root_)?[0-9A-HJKMNP-TV-Z]{0,26}_?)[A-Za-z0-9_-]{16,}/g;

/** A text in which no key can be read: of each only the part that finds its row is left. */
export const withoutKeys = (text: string): string => text.replaceAll(SECRET_PARTS, '$1***');
