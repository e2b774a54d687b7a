import { hmac, onlySecret } from './hmac';
import type { SignatureHeaders, SignedContent } from './signed-content';

/**
 * GitHub's: hex over the body. Receivers made for it refuse a request without the event's name and the delivery's
 * id (octokit's middleware asks for all three), so they come along.
 */
export const github = ({ id, type, body, secrets }: SignedContent): SignatureHeaders => ({
  'X-GitHub-Event': type,
  'X-GitHub-Delivery': id,
  'X-Hub-Signature-256': `sha256=${hmac(onlySecret(secrets), body, 'hex')}`,
});
