import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** With the 30 s for which the gateway keeps an answer, a rotated root key has stopped working after 60 s. */
const CACHE_MS = 25_000;

export function rootSecretReader(
  client: SecretsManagerClient,
  arn: string,
  now: () => number,
): () => Promise<string> {
  let cached: { secret: string; until: number } | undefined;
  return async () => {
    if (cached && cached.until > now()) return cached.secret;
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
    if (!SecretString) throw new Error('The root secret holds no string');
    cached = { secret: SecretString, until: now() + CACHE_MS };
    return SecretString;
  };
}
