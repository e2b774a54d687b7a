import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import type { SealedSecret } from '../../subscription/subscription';

/** A live secret, opened. */
export type SigningSecret = Pick<SealedSecret, 'kind'> & { text: string };

/**
 * The key bytes of a `whsec_` secret (Standard Webhooks, "Signature scheme"): 24 to 64 bytes, or undefined.
 * Node decodes whatever it is given, while receivers' libraries refuse base64 without its padding, or with bits beyond
 * the last byte: only the one spelling that every decoder takes is a secret (RFC 4648, sections 3.2, 3.3 and 3.5).
 */
export function secretBytes(secret: string): Buffer | undefined {
  if (!secret.startsWith('whsec_')) return undefined;
  const bytes = Buffer.from(secret.slice('whsec_'.length), 'base64');
  if (bytes.length < 24 || bytes.length > 64) return undefined;
  return newSecret(bytes) === secret ? bytes : undefined;
}

export const newSecret = (bytes: Buffer): string => `whsec_${bytes.toString('base64')}`;

/** What stands before the 32 bytes of a seed in PKCS #8 (RFC 8410, section 7). */
const PKCS8 = Buffer.from('302e020100300506032b657004220420', 'hex');

const privateKey = (seed: Buffer): KeyObject =>
  createPrivateKey({ key: Buffer.concat([PKCS8, seed]), format: 'der', type: 'pkcs8' });

/** An ed25519 pair of a seed of 32 random bytes: `whsk_` is base64 of seed and public key, `whpk_` of the latter. */
export function newKeyPair(seed: Buffer): { secretKey: string; publicKey: string } {
  const { x = '' } = createPublicKey(privateKey(seed)).export({ format: 'jwk' });
  const shared = Buffer.from(x, 'base64url');
  return {
    secretKey: `whsk_${Buffer.concat([seed, shared]).toString('base64')}`,
    publicKey: `whpk_${shared.toString('base64')}`,
  };
}

/** The key that a `whsk_` text stands for. */
export const signingKey = (secretKey: string): KeyObject =>
  privateKey(Buffer.from(secretKey.slice('whsk_'.length), 'base64').subarray(0, 32));
