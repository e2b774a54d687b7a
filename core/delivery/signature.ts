import { createHmac } from 'node:crypto';

const PREFIX = 'whsec_';

/** The key bytes of a `whsec_` secret (Standard Webhooks, "Signature scheme"): 24 to 64 bytes, or undefined. */
export function secretBytes(secret: string): Buffer | undefined {
  if (!/^whsec_[A-Za-z0-9+/]+={0,2}$/.test(secret)) return undefined;
  const bytes = Buffer.from(secret.slice(PREFIX.length), 'base64');
  return bytes.length >= 24 && bytes.length <= 64 ? bytes : undefined;
}

export const newSecret = (bytes: Buffer): string => PREFIX + bytes.toString('base64');

/** The value of `webhook-signature`: one `v1,` signature for each live secret, current first. */
export function signStandard(
  secrets: readonly string[],
  id: string,
  timestamp: number,
  body: string,
): string {
  return secrets.map((secret) => `v1,${hmac(secret, `${id}.${timestamp}.${body}`)}`).join(' ');
}

function hmac(secret: string, content: string): string {
  const key = secretBytes(secret);
  if (!key) throw new Error('A signing secret must be whsec_ and base64 of 24 to 64 bytes');
  return createHmac('sha256', key).update(content).digest('base64');
}
