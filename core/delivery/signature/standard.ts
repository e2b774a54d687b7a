import { createHmac, sign } from 'node:crypto';
import type { StandardVersion } from '../../subscription/subscription';
import type { SignatureHeaders, SignedContent } from './signed-content';
import { secretBytes, signingKey, type SigningSecret } from './signing-secret';

/** Standard Webhooks 1.0.0: one signature for each live secret over `id.timestamp.body`, current first. */
export function standard(
  { id, timestamp, body, secrets }: SignedContent,
  versions: readonly StandardVersion[] = ['v1'],
): SignatureHeaders {
  const content = `${id}.${timestamp}.${body}`;
  const signatures = secrets
    .filter((secret) => versions.includes(versionOf(secret)))
    .map((secret) =>
      versionOf(secret) === 'v1' ? `v1,${v1(secret.text, content)}` : `v1a,${v1a(secret.text, content)}`,
    );
  if (signatures.length === 0) throw new Error('The subscription has no signing secret');
  return { 'webhook-signature': signatures.join(' ') };
}

const versionOf = ({ kind }: SigningSecret): StandardVersion => (kind === 'ed25519' ? 'v1a' : 'v1');

function v1(secret: string, content: string): string {
  const key = secretBytes(secret);
  if (!key) throw new Error('A signing secret must be whsec_ and base64 of 24 to 64 bytes');
  return createHmac('sha256', key).update(content).digest('base64');
}

const v1a = (secretKey: string, content: string): string =>
  sign(null, Buffer.from(content), signingKey(secretKey)).toString('base64');
