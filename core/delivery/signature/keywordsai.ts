import { hmac, onlySecret } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';

/** Keywords AI, now Respan: hex over the body, which is in Python's form (`pythonJson`), under both names. */
export function keywordsai({ body, secrets }: SignedContent): SignatureHeaders {
  const signature = hmac(onlySecret(secrets), body, 'hex');
  return { 'X-Keywordsai-Signature': signature, 'X-Respan-Signature': signature };
}
