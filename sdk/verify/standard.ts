import { type Bytes, fromBase64, joined, utf8 } from './bytes';
import { isEd25519, isHmac, type KeySet, publicKeys, secretKey } from './keys';

type Check = (content: Bytes, signature: Bytes | undefined) => Promise<boolean>;

/** By version, what can be checked with the secrets and public keys that are known. */
function checks(secrets: readonly (string | KeySet)[]): { version: string; check: Check }[] {
  return secrets.flatMap((secret) => {
    if (typeof secret === 'string' && !secret.startsWith('whpk_')) {
      const key = secretKey(secret);
      return [{ version: 'v1', check: (content: Bytes, given?: Bytes) => isHmac(key, content, given) }];
    }
    return publicKeys(secret).map((key) => ({
      ...{ version: 'v1a', check: (content: Bytes, given?: Bytes) => isEd25519(key, content, given) },
    }));
  });
}

/** Standard Webhooks 1.0.0: one of the signatures is that of one of the secrets, over `id.timestamp.body`. */
export async function isStandard(
  { id, timestamp, signatures, body }: { id: string; timestamp: string; signatures: string; body: Bytes },
  secrets: readonly (string | KeySet)[],
): Promise<boolean> {
  const content = joined(utf8(`${id}.${timestamp}.`), body);
  const known = checks(secrets);
  for (const one of signatures.split(' ').slice(0, MAX_SIGNATURES)) {
    const [version, text = ''] = one.split(',');
    for (const { version: knownVersion, check } of known)
      if (knownVersion === version && (await check(content, fromBase64(text)))) return true;
  }
  return false;
}

/** At most ten secrets of a subscription live at a time; a sender of thousands would only cost time. */
const MAX_SIGNATURES = 20;
