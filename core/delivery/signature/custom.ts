import type { Signature } from '../../subscription/subscription';
import { hmac, onlySecret } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';

type Custom = Extract<Signature, { scheme: 'custom' }>;

/** HMAC-SHA256 over the body in a header that the owner names. */
export const custom = (
  { body, secrets }: SignedContent,
  { header, encoding, prefix = '' }: Custom,
): SignatureHeaders => ({ [header]: prefix + hmac(onlySecret(secrets), body, encoding) });
