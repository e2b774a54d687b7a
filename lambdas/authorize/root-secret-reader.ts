import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

/** A rotated root key stops working within this time, and its successor starts. */
const CACHE_MS = 60_000;

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
