import { createPublicKey, sign } from 'node:crypto';
import fc from 'fast-check';
import { jsonWebKey } from '../../../../core/delivery/signature/json-web-key';
import {
  newKeyPair,
  newSecret,
  secretBytes,
  signingKey,
} from '../../../../core/delivery/signature/signing-secret';

describe('secretBytes', () => {
  it.each([
    [23, false],
    [24, true],
    [64, true],
    [65, false],
    [0, false],
  ])('%i bytes: %s', (length, taken) => {
    expect(secretBytes(newSecret(Buffer.alloc(length, 7)))?.length).toBe(taken ? length : undefined);
  });

  const base64 = Buffer.alloc(25, 0xfb).toString('base64');
  it.each<[string, string, number | undefined]>([
    ['padded', `whsec_${base64}`, 25],
    ['unpadded', `whsec_${base64.replaceAll('=', '')}`, undefined],
    ['41 letters, which no number of bytes makes', `whsec_${'A'.repeat(41)}`, undefined],
    ['bits beyond the last byte', `whsec_${'A'.repeat(42)}B=`, undefined],
    ['padding that does not belong there', `whsec_${'A'.repeat(44)}==`, undefined],
    ['padding in the middle', `whsec_${'A'.repeat(20)}==${'A'.repeat(24)}`, undefined],
    ['a line break in the middle', `whsec_${'A'.repeat(20)}\n${'A'.repeat(24)}`, undefined],
    ['the URL alphabet', `whsec_${Buffer.alloc(25, 0xfb).toString('base64url')}`, undefined],
    ['no prefix', base64, undefined],
    ['the prefix alone', 'whsec_', undefined],
    ['another prefix', `whsk_${base64}`, undefined],
    ['a space', `whsec_${base64} `, undefined],
    ['a line break', `whsec_${base64}\n`, undefined],
  ])('%s', (_, secret, length) => expect(secretBytes(secret)?.length).toBe(length));

  it('gives back what newSecret was made of', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 24, maxLength: 64 }), (bytes) =>
        expect(secretBytes(newSecret(Buffer.from(bytes)))).toEqual(Buffer.from(bytes)),
      ),
    );
  });
});

const BASE64_TEXT = fc
  .array(
    fc.constantFrom(
      ...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
      '=',
      '-',
      '_',
      ' ',
      '\n',
    ),
    { maxLength: 96 },
  )
  .map((characters) => characters.join(''));
const SPOILT = fc
  .tuple(
    fc.uint8Array({ minLength: 24, maxLength: 64 }),
    fc.nat(),
    fc.constantFrom('', '=', 'A', 'B', '-', ' ', '\n'),
  )
  .map(([bytes, at, put]) => {
    const text = Buffer.from(bytes).toString('base64');
    const index = at % text.length;
    return text.slice(0, index) + put + text.slice(index + 1);
  });

it('A secret is taken only if writing its bytes as base64 gives the very same text', () => {
  fc.assert(
    fc.property(fc.oneof(BASE64_TEXT, SPOILT), (text) => {
      const bytes = secretBytes(`whsec_${text}`);
      const decoded = Buffer.from(text, 'base64');
      const same = decoded.toString('base64') === text && decoded.length >= 24 && decoded.length <= 64;
      expect(bytes).toEqual(same ? decoded : undefined);
    }),
    { numRuns: 1_000 },
  );
});

describe('a key pair', () => {
  // RFC 8032, section 7.1, tests 1 to 3: secret key, public key, message, signature.
  it.each([
    [
      '9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60',
      'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
      '',
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    ],
    [
      '4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb',
      '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
      '72',
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    ],
    [
      'c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7',
      'fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025',
      'af82',
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    ],
  ])('is that of RFC 8032: %s', (seed, shared, message, signature) => {
    const { secretKey, publicKey } = newKeyPair(Buffer.from(seed, 'hex'));
    expect(publicKey).toBe(`whpk_${Buffer.from(shared, 'hex').toString('base64')}`);
    expect(secretKey).toBe(`whsk_${Buffer.from(seed + shared, 'hex').toString('base64')}`);
    expect(sign(null, Buffer.from(message, 'hex'), signingKey(secretKey)).toString('hex')).toBe(signature);
  });

  it('as a JSON Web Key is that of RFC 8037, with its thumbprint', () => {
    const publicKey = `whpk_${Buffer.from('11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo', 'base64url').toString('base64')}`;
    expect(jsonWebKey(publicKey)).toEqual({
      ...{ kty: 'OKP', crv: 'Ed25519', use: 'sig', alg: 'Ed25519' },
      x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo',
      kid: 'kPrK_qmxVWaYVA9wwBF6Iuo3vVzz7TxHCTwXBygrS4k',
    });
    expect(createPublicKey({ key: { ...jsonWebKey(publicKey) }, format: 'jwk' }).asymmetricKeyType).toBe(
      'ed25519',
    );
  });
});
