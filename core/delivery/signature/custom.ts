import type { CustomSignature } from '../../subscription/subscription';
import { hmac, onlySecret } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';
import { filled } from './template';

/** HMAC over the body, or over what the owner's template makes of it, in a header that the owner names. */
export const custom = (
  { id, type, timestamp, body, secrets }: SignedContent,
  {
    header,
    encoding,
    algorithm,
    prefix = '',
    signed = '{body}',
    value = `${prefix}{signature}`,
  }: CustomSignature,
): SignatureHeaders => {
  const values = { id, type, timestamp: String(timestamp) };
  const signature = hmac(onlySecret(secrets), filled(signed, { ...values, body }), encoding, algorithm);
  return { [header]: filled(value, { ...values, signature }) };
};
