import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { invalidCiphertext } from './errors';
import type { Key } from './key';

export type EncryptionContext = Record<string, string>;

// One byte of version and of key ARN length, the ARN, 12 bytes of IV, 16 of tag, the rest.
const VERSION = 1;
const IV = 12;
const TAG = 16;

/** The context's order does not count, as in KMS. */
const authenticated = (context: EncryptionContext): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))));

/** AES-256-GCM; the blob names its key, so that Decrypt needs no KeyId. */
export function seal(key: Key, plaintext: Uint8Array, context: EncryptionContext): Buffer {
  const arn = Buffer.from(key.arn);
  const iv = randomBytes(IV);
  const cipher = createCipheriv('aes-256-gcm', key.material, iv).setAAD(authenticated(context));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION, arn.length), arn, iv, cipher.getAuthTag(), body]);
}

/** The ARN of the key that made the blob. Throws InvalidCiphertextException. */
export function keyOf(blob: Buffer): string {
  const length = blob[1] ?? 0;
  if (blob[0] !== VERSION || blob.length < 2 + length + IV + TAG) throw invalidCiphertext();
  return blob.subarray(2, 2 + length).toString();
}

/** Throws InvalidCiphertextException for a damaged blob or another context. */
export function open(key: Key, blob: Buffer, context: EncryptionContext): Buffer {
  const iv = 2 + (blob[1] ?? 0);
  const tag = iv + IV;
  const decipher = createDecipheriv('aes-256-gcm', key.material, blob.subarray(iv, tag))
    .setAAD(authenticated(context))
    .setAuthTag(blob.subarray(tag, tag + TAG));
  try {
    return Buffer.concat([decipher.update(blob.subarray(tag + TAG)), decipher.final()]);
  } catch {
    throw invalidCiphertext();
  }
}
