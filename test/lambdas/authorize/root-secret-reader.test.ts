import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { rootSecretReader } from '../../../lambdas/authorize/root-secret-reader';

/** For which the gateway keeps what the function has answered (lib/api.ts). */
const GATEWAY_MS = 30_000;

it('asks again early enough for a rotated secret to be gone after 60 s, with what the gateway keeps', async () => {
  let now = 0;
  let secret: string | undefined = 'old';
  let asked = 0;
  const client = { send: () => Promise.resolve({ SecretString: (asked++, secret) }) };
  const read = rootSecretReader(client as unknown as SecretsManagerClient, 'arn', () => now);
  expect(await read()).toBe('old');
  secret = 'new';
  now = 20_000;
  expect(await read()).toBe('old');
  expect(asked).toBe(1);
  now = 60_000 - GATEWAY_MS - 1;
  expect(await read()).toBe('new');
  secret = undefined;
  now += 60_000;
  await expect(read()).rejects.toThrow('The root secret holds no string');
});
