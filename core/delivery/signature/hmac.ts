import { createHmac } from 'node:crypto';
import type { HmacAlgorithm } from '../../subscription/subscription';
import type { SigningSecret } from './signing-secret';

/** HMAC with the secret's text as it is (UTF-8), which is how receivers of most schemes use it. */
export const hmac = (
  { text }: Pick<SigningSecret, 'text'>,
  content: string,
  encoding: 'hex' | 'base64',
  algorithm: HmacAlgorithm = 'sha256',
): string => createHmac(algorithm, Buffer.from(text)).update(content).digest(encoding);

/**
 * The secret of a scheme that has room for one signature. While an old one is being replaced it goes on signing until
 * its end: the owner has that long to make the receiver know the new one.
 */
export function onlySecret(secrets: readonly SigningSecret[]): SigningSecret {
  const oldest = secrets.filter(({ kind }) => kind !== 'ed25519').at(-1);
  if (!oldest) throw new Error('The subscription has no signing secret');
  return oldest;
}
