import type { Input, Permission } from '../context';
import { encryptionContext } from './input';

/** A permission on a key, with the encryption context as the condition keys that policies see. */
export function onKey(action: string, keyArn: string, input: Input): Permission[] {
  const context = encryptionContext(input);
  const names = Object.keys(context);
  return [
    {
      action: `kms:${action}`,
      resource: keyArn,
      context: {
        ...Object.fromEntries(names.map((name) => [`kms:EncryptionContext:${name}`, context[name] ?? ''])),
        ...(names.length > 0 && { 'kms:EncryptionContextKeys': names }),
      },
    },
  ];
}
