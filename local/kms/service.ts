import type { Service } from '../context';
import { decrypt } from './actions/decrypt';
import { encrypt } from './actions/encrypt';
import { generateDataKey } from './actions/generate-data-key';

/** KMS for symmetric keys. Keys come from the template. */
export const kms: Service = {
  target: 'TrentService',
  actions: { Encrypt: encrypt, Decrypt: decrypt, GenerateDataKey: generateDataKey },
};
