import { createCipheriv, createDecipheriv } from 'node:crypto';

/**
 * Seals a secret with AES-256-GCM: base64 of iv (12 bytes), ciphertext, tag (16 bytes).
 * `context` is authenticated, so that a sealed value moved to another row does not open.
 * The iv must be fresh for each call (NIST SP 800-38D, section 8).
 */
export function seal(key: Buffer, plaintext: string, context: string, iv: Buffer): string {
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(Buffer.from(context));
  return Buffer.concat([iv, cipher.update(plaintext, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString(
    'base64',
  );
}

/** Opens what `seal` made; throws if the key, the context or a byte differs. */
export function unseal(key: Buffer, sealed: string, context: string): string {
  const bytes = Buffer.from(sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12), { authTagLength: 16 });
  decipher.setAAD(Buffer.from(context)).setAuthTag(bytes.subarray(-16));
  return decipher.update(bytes.subarray(12, -16), undefined, 'utf8') + decipher.final('utf8');
}

/** What binds a subscription's secret to its place. */
export const secretContext = (project: string, subscription: string): string => `${project}/${subscription}`;
