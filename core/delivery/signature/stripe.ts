import { hmac } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';

/** Stripe's and its kin: `t=` the time and one `v1=` (hex over `t.body`) for each live secret, current first. */
export function stripe(
  { timestamp, body, secrets }: SignedContent,
  header = 'Stripe-Signature',
): SignatureHeaders {
  const keys = secrets.filter(({ kind }) => kind !== 'ed25519');
  if (keys.length === 0) throw new Error('The subscription has no signing secret');
  const signatures = keys.map((key) => `v1=${hmac(key, `${timestamp}.${body}`, 'hex')}`);
  return { [header]: [`t=${timestamp}`, ...signatures].join(',') };
}
