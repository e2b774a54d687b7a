import type { Action, Input, LocalContext } from '../../context';
import { seal } from '../ciphertext';
import { blob, encryptionContext, text } from '../input';
import { findKey, resolveKeyArn } from '../key';
import { onKey } from '../permission';

const MAX_PLAINTEXT_BYTES = 4096;

export const encrypt: Action = {
  permissions: (input, local) => onKey('Encrypt', resolveKeyArn(local, text(input, 'KeyId')), input),
  run(input: Input, local: LocalContext): object {
    const key = findKey(local, text(input, 'KeyId'));
    const sealed = seal(key, blob(input, 'Plaintext', 1, MAX_PLAINTEXT_BYTES), encryptionContext(input));
    return {
      CiphertextBlob: sealed.toString('base64'),
      KeyId: key.arn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
};
