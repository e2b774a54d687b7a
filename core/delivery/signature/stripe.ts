import { hmac, onlySecret } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';

const HEADER = 'Stripe-Signature';

/**
 * Stripe's and its kin: `t=` the time and one `v1=` (hex over `t.body`) for each live secret, current first. Receivers
 * of another header are not Stripe's libraries: several of them take all that follows the first comma for one
 * signature, so they get the one that they know until the overlap ends (docs/adr/0011).
 */
export function stripe({ timestamp, body, secrets }: SignedContent, header = HEADER): SignatureHeaders {
  const oldest = onlySecret(secrets);
  const isStripes = header.toLowerCase() === HEADER.toLowerCase();
  const keys = isStripes ? secrets.filter(({ kind }) => kind !== 'ed25519') : [oldest];
  const signatures = keys.map((key) => `v1=${hmac(key, `${timestamp}.${body}`, 'hex')}`);
  return { [header]: [`t=${timestamp}`, ...signatures].join(',') };
}
