import { randomBytes } from 'node:crypto';
import type { Action, Input, LocalContext } from '../../context';
import { seal } from '../ciphertext';
import { validation } from '../errors';
import { encryptionContext, text } from '../input';
import { findKey, resolveKeyArn } from '../key';
import { onKey } from '../permission';

export const generateDataKey: Action = {
  permissions: (input, local) => onKey('GenerateDataKey', resolveKeyArn(local, text(input, 'KeyId')), input),
  run(input: Input, local: LocalContext): object {
    const key = findKey(local, text(input, 'KeyId'));
    const plaintext = randomBytes(length(input));
    return {
      CiphertextBlob: seal(key, plaintext, encryptionContext(input)).toString('base64'),
      Plaintext: plaintext.toString('base64'),
      KeyId: key.arn,
    };
  },
};

function length(input: Input): number {
  const { KeySpec: spec, NumberOfBytes: bytes } = input;
  if ((spec === undefined) === (bytes === undefined)) {
    throw validation('Please specify either number of bytes or key spec.');
  }
  if (spec === 'AES_256') return 32;
  if (spec === 'AES_128') return 16;
  if (typeof bytes === 'number' && Number.isInteger(bytes) && bytes >= 1 && bytes <= 1024) return bytes;
  throw validation('KeySpec must be AES_256 or AES_128, NumberOfBytes between 1 and 1024.');
}
