import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { Webhook } from 'standardwebhooks';
import { newSecret, secretBytes, signStandard } from '../../../core/delivery/signature';

const VECTOR = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  timestamp: 1_614_265_330,
  body: '{"test": 2432232314}',
};
const BODIES = ['{"a":1}', '', '{"t":"e\u0301 \u{1f514} \u2028"}', '{"n":9007199254740993,"e":1e400}'];

describe('signStandard', () => {
  it('gives the signature of the Standard Webhooks specification', () => {
    const { secret, id, timestamp, body } = VECTOR;
    expect(signStandard([secret], id, timestamp, body)).toBe(
      'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    );
  });

  it('signs with each secret in turn, the current one first', () => {
    const [one, other] = [newSecret(randomBytes(24)), newSecret(randomBytes(64))];
    const { id, timestamp, body } = VECTOR;
    const sign = (secrets: string[]): string => signStandard(secrets, id, timestamp, body);
    expect(sign([one, other])).toBe(`${sign([one])} ${sign([other])}`);
  });

  it.each(BODIES)('is verified by receivers with the current and with the old secret: %j', (body) => {
    const timestamp = Math.floor(Date.now() / 1_000);
    const secrets = [newSecret(randomBytes(32)), newSecret(randomBytes(32))];
    const headers = {
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(timestamp),
      'webhook-signature': signStandard(secrets, 'evt_1', timestamp, body),
    };
    for (const secret of secrets) expect(verifies(secret, body, headers)).toBe(true);
    expect(verifies(newSecret(randomBytes(32)), body, headers)).toBe(false);
    expect(verifies(secrets[0] ?? '', `${body} `, headers)).toBe(false);
    expect(verifies(secrets[0] ?? '', body, { ...headers, 'webhook-id': 'evt_2' })).toBe(false);
  });

  it('throws rather than sign with something that is no secret', () => {
    expect(() => signStandard(['whsec_c2hvcnQ='], 'a', 1, '')).toThrow('24 to 64 bytes');
  });
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
    ['unpadded', `whsec_${base64.replaceAll('=', '')}`, 25],
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
