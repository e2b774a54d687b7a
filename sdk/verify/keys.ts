import { type Bytes, fromBase64, fromBase64Url, utf8 } from './bytes';

/** The public keys of a subscription, as `GET /v1/subscriptions/{id}/jwks.json` answers them. */
export interface KeySet {
  keys: readonly { kty?: string; crv?: string; x?: string }[];
}

export type HmacAlgorithm = 'sha256' | 'sha512';

const HASHES = { sha256: 'SHA-256', sha512: 'SHA-512' } as const;

/** Whether the signature is that of the content. WebCrypto compares in constant time. */
export async function isHmac(
  key: Bytes,
  content: Bytes,
  signature: Bytes | undefined,
  algorithm: HmacAlgorithm = 'sha256',
): Promise<boolean> {
  if (!signature) return false;
  const hmac = { name: 'HMAC', hash: HASHES[algorithm] };
  const imported = await crypto.subtle.importKey('raw', key, hmac, false, ['verify']);
  return crypto.subtle.verify('HMAC', imported, signature, content);
}

export async function isEd25519(key: Bytes, content: Bytes, signature: Bytes | undefined): Promise<boolean> {
  if (signature?.length !== 64) return false;
  const imported = await crypto.subtle.importKey('raw', key, 'Ed25519', false, ['verify']);
  return crypto.subtle.verify('Ed25519', imported, signature, content);
}

/** A secret of most schemes is used as it is written. */
export function textKey(secret: string): Bytes {
  if (typeof secret !== 'string' || secret === '')
    throw new TypeError('The secret must be a text, and not empty');
  return utf8(secret);
}

/** The bytes of a `whsec_` secret (Standard Webhooks, "Signature scheme"). */
export function secretKey(secret: string): Bytes {
  const bytes = secret.startsWith('whsec_') ? fromBase64(secret.slice('whsec_'.length)) : undefined;
  if (!bytes || bytes.length < 24 || bytes.length > 64)
    throw new TypeError('A secret of the scheme standard must be whsec_ and base64 of 24 to 64 bytes');
  return bytes;
}

/** Those of `whpk_` or of a key set. */
export function publicKeys(given: string | KeySet): Bytes[] {
  const keys =
    typeof given === 'string'
      ? [fromBase64(given.slice('whpk_'.length))]
      : given.keys.filter(({ crv }) => crv === 'Ed25519').map(({ x = '' }) => fromBase64Url(x));
  return keys.map((key) => {
    if (key?.length === 32) return key;
    throw new TypeError('A public key must be whpk_ and base64 of 32 bytes, or a key set of Ed25519');
  });
}
