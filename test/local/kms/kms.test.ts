import { DecryptCommand, EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import type { LocalContext } from '../../../local/context';
import { kmsAlias } from '../../../local/kms/alias-resource';
import { kmsKey } from '../../../local/kms/key-resource';
import { kms } from '../../../local/kms/service';
import { Endpoint } from '../sqs/endpoint';
import { localContext } from '../sqs/local-context';

const EncryptionContext = { project: 'prj_1', purpose: 'signing' };

const declareKey = (local: LocalContext, physicalName: string): string =>
  kmsKey.make({ logicalId: 'Key', physicalName, properties: {} }, local).attributes['Arn'] ?? '';

let local: LocalContext;
let endpoint: Endpoint;
let client: KMSClient;
let key: string;

beforeAll(async () => {
  local = localContext();
  endpoint = await Endpoint.start([kms], local);
  client = new KMSClient({
    endpoint: endpoint.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  key = declareKey(local, 'key');
});

afterAll(async () => {
  client.destroy();
  await endpoint.stop();
});

test('a data key opens with its context, in any order, without a key id', async () => {
  const made = await client.send(
    new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext }),
  );
  const turned = { purpose: 'signing', project: 'prj_1' };
  const opened = await client.send(
    new DecryptCommand({ CiphertextBlob: made.CiphertextBlob, EncryptionContext: turned }),
  );
  expect(made.Plaintext).toHaveLength(32);
  expect(opened.Plaintext).toEqual(made.Plaintext);
  expect([made.KeyId, opened.KeyId]).toEqual([key, key]);
});

test('what was encrypted under an alias opens by key id', async () => {
  kmsAlias.make(
    { logicalId: 'A', physicalName: 'a', properties: { AliasName: 'alias/a', TargetKeyId: key } },
    local,
  );
  const Plaintext = Buffer.from('secret');
  const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId: 'alias/a', Plaintext }));
  const opened = await client.send(new DecryptCommand({ CiphertextBlob, KeyId: key.split('/')[1] }));
  expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('secret');
});

test.each([
  ['another context', { project: 'prj_2', purpose: 'signing' }],
  ['less context', { project: 'prj_1' }],
  ['no context', undefined],
])('%s does not open it', async (_what, other) => {
  const { CiphertextBlob } = await client.send(
    new GenerateDataKeyCommand({ KeyId: key, KeySpec: 'AES_256', EncryptionContext }),
  );
  const call = client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext: other }));
  await expect(call).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
});

test('every changed byte of a ciphertext is noticed', async () => {
  const { CiphertextBlob = new Uint8Array() } = await client.send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }),
  );
  for (const place of [0, 1, 10, CiphertextBlob.length - 20, CiphertextBlob.length - 1]) {
    const damaged = Uint8Array.from(CiphertextBlob);
    damaged[place] = (damaged[place] ?? 0) ^ 1;
    const call = client.send(new DecryptCommand({ CiphertextBlob: damaged }));
    await expect(call).rejects.toMatchObject({ name: 'InvalidCiphertextException' });
  }
});

test('another key than the one asked for is refused', async () => {
  const other = declareKey(local, 'other');
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }),
  );
  const call = client.send(new DecryptCommand({ CiphertextBlob, KeyId: other }));
  await expect(call).rejects.toMatchObject({ name: 'IncorrectKeyException' });
});

test('a key that does not exist', async () => {
  const call = client.send(new GenerateDataKeyCommand({ KeyId: `${key}0`, KeySpec: 'AES_256' }));
  await expect(call).rejects.toMatchObject({ name: 'NotFoundException' });
});

test('a data key needs a spec or a length, not both', async () => {
  for (const asked of [{}, { KeySpec: 'AES_256', NumberOfBytes: 32 } as const]) {
    const call = client.send(new GenerateDataKeyCommand({ KeyId: key, ...asked }));
    await expect(call).rejects.toMatchObject({ name: 'ValidationException' });
  }
});

test('a key declared again is the same key', async () => {
  const { CiphertextBlob } = await client.send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x') }),
  );
  expect(declareKey(local, 'key')).toBe(key);
  const opened = await client.send(new DecryptCommand({ CiphertextBlob }));
  expect(Buffer.from(opened.Plaintext ?? []).toString()).toBe('x');
});

test('Decrypt needs its permission on the key inside the ciphertext, with the context as condition keys', async () => {
  const { CiphertextBlob = new Uint8Array() } = await client.send(
    new EncryptCommand({ KeyId: key, Plaintext: Buffer.from('x'), EncryptionContext }),
  );
  const input = { CiphertextBlob: Buffer.from(CiphertextBlob).toString('base64'), EncryptionContext };
  expect(kms.actions['Decrypt']?.permissions(input, local)).toEqual([
    {
      action: 'kms:Decrypt',
      resource: key,
      context: {
        'kms:EncryptionContext:project': 'prj_1',
        'kms:EncryptionContext:purpose': 'signing',
        'kms:EncryptionContextKeys': ['project', 'purpose'],
      },
    },
  ]);
});
