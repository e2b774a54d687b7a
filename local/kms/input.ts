import type { Input } from '../context';
import type { EncryptionContext } from './ciphertext';
import { validation } from './errors';

/** A required string. Throws ValidationException. */
export function text(input: Input, name: string): string {
  const value = input[name];
  if (typeof value === 'string' && value !== '') return value;
  throw validation(
    `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: Member must not be null`,
  );
}

/** A required blob of `low` to `high` bytes (base64 on the wire). */
export function blob(input: Input, name: string, low: number, high: number): Buffer {
  const bytes = Buffer.from(text(input, name), 'base64');
  if (bytes.length >= low && bytes.length <= high) return bytes;
  throw validation(
    `1 validation error detected: Value at '${lowerFirst(name)}' failed to satisfy constraint: ` +
      `Member must have length between ${low} and ${high}`,
  );
}

export function encryptionContext(input: Input): EncryptionContext {
  const context = input['EncryptionContext'] ?? {};
  if (typeof context !== 'object' || Object.values(context).some((value) => typeof value !== 'string')) {
    throw validation('EncryptionContext must be a map of strings.');
  }
  return context as EncryptionContext;
}

const lowerFirst = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);
