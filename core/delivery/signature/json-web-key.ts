import { createHash } from 'node:crypto';

/** A public key as RFC 8037 (section 2) and RFC 9864 write it. */
export interface PublicJsonWebKey {
  kty: 'OKP';
  crv: 'Ed25519';
  /** base64url of the 32 bytes. */
  x: string;
  use: 'sig';
  alg: 'Ed25519';
  /** Its thumbprint (RFC 7638). */
  kid: string;
}

/** Of a `whpk_` key. */
export function jsonWebKey(publicKey: string): PublicJsonWebKey {
  const x = Buffer.from(publicKey.slice('whpk_'.length), 'base64').toString('base64url');
  const kid = createHash('sha256')
    .update(JSON.stringify({ crv: 'Ed25519', kty: 'OKP', x }))
    .digest('base64url');
  return { kty: 'OKP', crv: 'Ed25519', x, use: 'sig', alg: 'Ed25519', kid };
}
