import {
  DescribeSecretCommand,
  GetSecretValueCommand,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import fc from 'fast-check';
import type { LocalContext } from '../../../local/context';
import { generateSecretString } from '../../../local/secretsmanager/generate-secret-string';
import { secret } from '../../../local/secretsmanager/secret-resource';
import { secretsmanager } from '../../../local/secretsmanager/service';
import { Endpoint } from '../sqs/endpoint';
import { localContext } from '../sqs/local-context';

let local: LocalContext;
let endpoint: Endpoint;
let client: SecretsManagerClient;

beforeAll(async () => {
  local = localContext();
  endpoint = await Endpoint.start([secretsmanager], local);
  client = new SecretsManagerClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
});

afterAll(async () => {
  client.destroy();
  await endpoint.stop();
});

const declare = (name: string, properties: Record<string, unknown>): string =>
  secret.make({ logicalId: 'Secret', physicalName: name, properties }, local).ref;

const valueOf = async (SecretId: string) =>
  (await client.send(new GetSecretValueCommand({ SecretId }))).SecretString;

test('a secret is found by ARN, by name, and by ARN without its suffix', async () => {
  const arn = declare('root', { SecretString: 'x' });
  expect(arn).toMatch(/^arn:aws:secretsmanager:us-east-1:000000000000:secret:root-[\da-f]{6}$/);
  for (const id of [arn, 'root', arn.slice(0, -7)]) expect(await valueOf(id)).toBe('x');
});

test('a generated value stays when the secret is declared again', async () => {
  const GenerateSecretString = { PasswordLength: 40, ExcludePunctuation: true };
  const arn = declare('generated', { GenerateSecretString });
  const value = await valueOf(arn);
  expect(value).toMatch(/^[A-Za-z0-9]{40}$/);
  declare('generated', { GenerateSecretString });
  expect(await valueOf(arn)).toBe(value);
});

test('a changed SecretString is a new version', async () => {
  const arn = declare('changing', { SecretString: 'one' });
  const before = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  declare('changing', { SecretString: 'two' });
  const after = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  expect([before.SecretString, after.SecretString]).toEqual(['one', 'two']);
  expect(after.VersionId).not.toBe(before.VersionId);
  expect(after.VersionStages).toEqual(['AWSCURRENT']);
});

test('a description without the value', async () => {
  const arn = declare('described', { SecretString: 'x', Description: 'the root key' });
  const answer = await client.send(new DescribeSecretCommand({ SecretId: arn }));
  expect(answer).toMatchObject({ ARN: arn, Name: 'described', Description: 'the root key' });
  expect(answer.CreatedDate).toBeInstanceOf(Date);
});

test('a secret, version or stage that does not exist', async () => {
  const SecretId = declare('versions', { SecretString: 'x' });
  for (const input of [
    { SecretId: 'nobody' },
    { SecretId, VersionStage: 'AWSPREVIOUS' },
    { SecretId, VersionId: 'v'.repeat(32) },
  ]) {
    const call = client.send(new GetSecretValueCommand(input));
    await expect(call).rejects.toMatchObject({ name: 'ResourceNotFoundException' });
  }
});

test('GetSecretValue needs its permission on the ARN, also when asked by name', () => {
  const resource = declare('asked', { SecretString: 'x' });
  expect(secretsmanager.actions['GetSecretValue']?.permissions({ SecretId: 'asked' }, local)).toEqual([
    { action: 'secretsmanager:GetSecretValue', resource },
  ]);
});

test('generated strings keep what was asked for', () => {
  const flags = fc.record({
    ExcludeLowercase: fc.boolean(),
    ExcludeUppercase: fc.boolean(),
    ExcludeNumbers: fc.boolean(),
    IncludeSpace: fc.boolean(),
    PasswordLength: fc.integer({ min: 4, max: 200 }),
  });
  fc.assert(
    fc.property(flags, (wanted) => {
      const text = generateSecretString({ ...wanted, ExcludeCharacters: 'aZ5"' });
      expect(text).toHaveLength(wanted.PasswordLength);
      expect(text).not.toMatch(/[aZ5"]/);
      expect(/[a-z]/.test(text)).toBe(!wanted.ExcludeLowercase);
      expect(/[A-Z]/.test(text)).toBe(!wanted.ExcludeUppercase);
      expect(/[0-9]/.test(text)).toBe(!wanted.ExcludeNumbers);
      expect(/[!-/:-@[-`{-~]/.test(text)).toBe(true);
      if (!wanted.IncludeSpace) expect(text).not.toContain(' ');
    }),
  );
});

test('a template takes the password under its key', () => {
  const text = generateSecretString({
    SecretStringTemplate: '{"user":"root"}',
    GenerateStringKey: 'password',
  });
  expect(JSON.parse(text)).toEqual({ user: 'root', password: expect.stringMatching(/^.{32}$/) as string });
});

test('an alphabet that is excluded whole stops the start', () => {
  expect(() => generateSecretString({ ExcludeCharacters: '0123456789' })).toThrow('excludes too much');
});
