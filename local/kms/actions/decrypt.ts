import type { Action, Input, LocalContext } from '../../context';
import { keyOf, open } from '../ciphertext';
import { incorrectKey, invalidCiphertext } from '../errors';
import { blob, encryptionContext, text } from '../input';
import { findKey, resolveKeyArn } from '../key';
import { onKey } from '../permission';
import { kmsTables } from '../tables';

const MAX_CIPHERTEXT_BYTES = 6144;

export const decrypt: Action = {
  permissions: (input, local) => onKey('Decrypt', asked(input, local) ?? keyOf(ciphertext(input)), input),
  run(input: Input, local: LocalContext): object {
    const sealed = ciphertext(input);
    const arn = keyOf(sealed);
    const wanted = asked(input, local);
    if (wanted !== undefined && findKey(local, wanted).arn !== arn) throw incorrectKey();
    if (!kmsTables(local.store).one('SELECT 1 FROM kms_keys WHERE arn = ?', arn)) throw invalidCiphertext();
    const plaintext = open(findKey(local, arn), sealed, encryptionContext(input));
    return {
      Plaintext: plaintext.toString('base64'),
      KeyId: arn,
      EncryptionAlgorithm: 'SYMMETRIC_DEFAULT',
    };
  },
};

const ciphertext = (input: Input): Buffer => blob(input, 'CiphertextBlob', 1, MAX_CIPHERTEXT_BYTES);

const asked = (input: Input, local: LocalContext): string | undefined =>
  input['KeyId'] === undefined ? undefined : resolveKeyArn(local, text(input, 'KeyId'));
