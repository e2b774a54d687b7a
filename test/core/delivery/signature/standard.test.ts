import { createPublicKey, randomBytes, verify } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { jsonWebKey } from '../../../../core/delivery/signature/json-web-key';
import {
  newKeyPair,
  newSecret,
  type SigningSecret,
} from '../../../../core/delivery/signature/signing-secret';
import { standard } from '../../../../core/delivery/signature/standard';
import type { StandardVersion } from '../../../../core/subscription/subscription';

const CONTENT = {
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  type: 'a',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};
const BODIES = ['{"a":1}', '', '{"t":"e\u0301 \u{1f514} \u2028"}', '{"n":9007199254740993,"e":1e400}'];

const shared = (text: string): SigningSecret => ({ text });
const pair = () => {
  const { secretKey, publicKey } = newKeyPair(randomBytes(32));
  return { secret: { kind: 'ed25519' as const, text: secretKey }, publicKey };
};

const sign = (secrets: SigningSecret[], versions?: StandardVersion[]): string =>
  standard({ ...CONTENT, secrets }, versions)['webhook-signature'] ?? '';

describe('v1', () => {
  it('gives the signature of the Standard Webhooks specification', () => {
    expect(sign([shared('whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw')])).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('signs with each secret in turn, the current one first', () => {
    const [one, other] = [shared(newSecret(randomBytes(24))), shared(newSecret(randomBytes(64)))];
    expect(sign([one, other])).toBe(`${sign([one])} ${sign([other])}`);
  });

  it.each(BODIES)('is verified by receivers with the current and with the old secret: %j', (body) => {
    const timestamp = Math.floor(Date.now() / 1_000);
    const secrets = [newSecret(randomBytes(32)), newSecret(randomBytes(32))];
    const content = { id: 'evt_1', type: 'a', timestamp, body, secrets: secrets.map(shared) };
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(timestamp),
      ...standard(content, ['v1']),
    };
    for (const secret of secrets) expect(verifies(secret, body, headers)).toBe(true);
    expect(verifies(newSecret(randomBytes(32)), body, headers)).toBe(false);
    expect(verifies(secrets[0] ?? '', `${body} `, headers)).toBe(false);
    expect(verifies(secrets[0] ?? '', body, { ...headers, 'webhook-id': 'evt_2' })).toBe(false);
  });

  it('throws rather than sign with something that is no secret, or with nothing', () => {
    expect(() => sign([shared('whsec_c2hvcnQ=')])).toThrow('24 to 64 bytes');
    expect(() => sign([])).toThrow('no signing secret');
    expect(() => sign([shared(newSecret(randomBytes(32)))], ['v1a'])).toThrow('no signing secret');
  });
});

describe('v1a', () => {
  // The example of the specification's headers, whose key the Svix server's documentation shows.
  const text =
    'whsk_6Xb/dCcHpPea21PS1N9VY/NZW723CEc77N4rJCubMbfVKIDij2HKpMKkioLlX0dRqSKJp4AJ6p9lMicMFs6Kvg==';

  it('gives the signature of the Standard Webhooks specification', () => {
    expect(sign([{ kind: 'ed25519', text }], ['v1a'])).toBe(
      'v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==',
    );
  });

  it('is verified with the public key alone, of the current and of the old pair', () => {
    const [one, other] = [pair(), pair()];
    const signatures = sign([one.secret, other.secret], ['v1a']).split(' ');
    expect(
      signatures.map((signature, index) => verifiesBy([one, other][index]?.publicKey, signature)),
    ).toEqual([true, true]);
    expect(verifiesBy(other.publicKey, signatures[0])).toBe(false);
    expect(verifiesBy(one.publicKey, signatures[0], `${CONTENT.body} `)).toBe(false);
  });
});

it('versions choose the secrets; both are sent side by side, current ones first', () => {
  const secrets = [shared(newSecret(randomBytes(32))), pair().secret, shared(newSecret(randomBytes(32)))];
  const kinds = (versions?: StandardVersion[]) =>
    sign(secrets, versions)
      .split(' ')
      .map((signature) => signature.split(',')[0]);
  expect(kinds()).toEqual(['v1', 'v1']);
  expect(kinds(['v1a'])).toEqual(['v1a']);
  expect(kinds(['v1', 'v1a'])).toEqual(['v1', 'v1a', 'v1']);
});

/** The package parses the body after it has verified it; only the verification counts here. */
function verifies(secret: string, body: string, headers: Record<string, string>): boolean {
  try {
    new Webhook(secret).verify(body, headers);
    return true;
  } catch (error) {
    return error instanceof SyntaxError;
  }
}

function verifiesBy(publicKey = '', signature = '', body = CONTENT.body): boolean {
  const { kty, crv, x } = jsonWebKey(publicKey);
  const key = createPublicKey({ key: { kty, crv, x }, format: 'jwk' });
  const content = Buffer.from(`${CONTENT.id}.${CONTENT.timestamp}.${body}`);
  return verify(null, content, key, Buffer.from(signature.slice('v1a,'.length), 'base64'));
}
