import { Webhook } from 'standardwebhooks';
import { newKeyPair, newSecret } from '../../core/delivery/signature/signing-secret';
import { webhookRequest } from '../../core/delivery/webhook-request';
import type { PayloadFormat, Signature } from '../../core/subscription/subscription';
import { verify, VerificationFailed, type Scheme, type VerifyOptions } from '../../sdk/verify/verify';
import { hostileRequests } from '../docs/hostile-requests';
import { isTimed, requestOf, sections } from '../docs/receiving';

const NOW = Date.parse('2026-01-31T12:00:00Z');
const now = () => NOW;

/** Why it is refused; undefined if it is verified. Anything but `VerificationFailed` is thrown. */
async function refusal(...[request, options]: Parameters<typeof verify>): Promise<string | undefined> {
  try {
    await verify(request, { now, ...options });
    return undefined;
  } catch (error) {
    if (error instanceof VerificationFailed) return error.code;
    throw error;
  }
}

describe.each(sections())('the scheme $name of docs/receiving.md', (section) => {
  const options = { ...section.signature, secret: section.known, now } as VerifyOptions;

  it.each(['{"a":1}', '{"é\u{1F514}":9007199254740993,"b":[1.0,0.00001]}', 'null'])(
    'verifies what Tocsin signs, with the data %s, and nothing that was changed',
    async (data) => {
      const { headers, body } = requestOf(section, data, NOW);
      const verified = await verify({ headers, body: Buffer.from(body) }, options);
      expect([verified.id, verified.text]).toEqual(['evt_1', body]);
      expect(verified.json()).toMatchObject({ type: 'a', source: 'b' });
      expect(await refusal({ headers: new Headers(headers), body }, options)).toBeUndefined();
      expect(await refusal({ headers, body: `${body} ` }, options)).toBe('wrong-signature');
    },
  );

  it('refuses another secret, and takes one of several', async () => {
    const { headers, body } = requestOf(section, '{}', NOW);
    const other =
      typeof section.known === 'string'
        ? newSecret(Buffer.alloc(32, 9))
        : newKeyPair(Buffer.alloc(32, 9)).publicKey;
    expect(await refusal({ headers, body }, { ...options, secret: other })).toBe('wrong-signature');
    const several = [other, section.known] as string[];
    expect(await refusal({ headers, body }, { ...options, secret: several })).toBeUndefined();
  });

  it('refuses what is more than five minutes old or new, if the time is signed, unless more is allowed', async () => {
    for (const at of [NOW - 302_000, NOW + 302_000]) {
      const { headers, body } = requestOf(section, '{}', at);
      expect(await refusal({ headers, body }, options)).toBe(isTimed(section) ? 'too-old' : undefined);
      expect(await refusal({ headers, body }, { ...options, toleranceSeconds: 600 })).toBeUndefined();
    }
  });

  it('refuses each hostile request, and never fails in another way', async () => {
    const requests = hostileRequests(section, NOW);
    const answers = await Promise.all(
      requests.map(async ({ what, headers, body }) => [
        what,
        await refusal({ headers: headers as Record<string, string>, body }, options),
      ]),
    );
    expect(answers.filter(([, answer]) => answer === undefined)).toEqual([]);
  });
});

const SECRET = newSecret(Buffer.alloc(24, 7));

it('standardwebhooks signs what verify takes', async () => {
  const [id, body] = ['evt_1', '{"type":"a"}'];
  const signature = new Webhook(SECRET).sign(id, new Date(NOW), body);
  const headers = {
    'Webhook-Id': id,
    'Webhook-Timestamp': String(NOW / 1_000),
    'Webhook-Signature': signature,
  };
  expect((await verify({ headers, body }, { secret: SECRET, now })).json()).toEqual({ type: 'a' });
});

it('v1a is verified by whpk_ as well as by a key set, and by no other key', async () => {
  const { secretKey, publicKey } = newKeyPair(Buffer.alloc(32, 3));
  const signature: Signature = { scheme: 'standard', versions: ['v1a'] };
  const request = signed(signature, { kind: 'ed25519', text: secretKey });
  expect(await refusal(request, { secret: publicKey })).toBeUndefined();
  const another = newKeyPair(Buffer.alloc(32, 4)).publicKey;
  expect(await refusal(request, { secret: [another, SECRET] })).toBe('wrong-signature');
});

it('a template that names id, time and type is taken apart as it was made', async () => {
  const signature: Scheme & Signature = {
    ...{ scheme: 'custom', header: 'X-Mine', encoding: 'base64', algorithm: 'sha512' },
    ...{ signed: '{id}|{type}|{timestamp}|{body}|', value: '{type};{id} {signature}=={timestamp}' },
  };
  for (const format of ['tocsin', 'cloudevents-structured', 'cloudevents-binary'] as const) {
    const request = signed(signature, { kind: 'text', text: 'a secret of words' }, format);
    expect(await refusal(request, { ...signature, secret: 'a secret of words' })).toBeUndefined();
    const { headers } = request;
    expect(
      await refusal({ ...request, body: '{"x":1}' }, { ...signature, secret: 'a secret of words' }),
    ).toBe(format === 'cloudevents-binary' ? 'wrong-signature' : 'body-malformed');
    const moved = { ...headers, 'x-mine': undefined, 'X-Mine': `x${headers['X-Mine']}` };
    expect(await refusal({ ...request, headers: moved }, { ...signature, secret: 'a' })).toBe(
      'header-malformed',
    );
  }
});

it.each<[Scheme, string]>([
  [{}, 'webhook-id'],
  [{ scheme: 'github' }, 'x-hub-signature-256'],
  [{ scheme: 'keywordsai' }, 'x-keywordsai-signature'],
  [{ scheme: 'stripe' }, 'Stripe-Signature'],
  [{ scheme: 'stripe', header: 'X-Theirs' }, 'X-Theirs'],
  [{ scheme: 'custom', header: 'X-Mine', encoding: 'hex' }, 'X-Mine'],
])('%j says which header is missing', async (scheme, name) => {
  const request = verify({ headers: {}, body: '' }, { ...scheme, secret: SECRET });
  await expect(request).rejects.toMatchObject({
    ...{ name: 'VerificationFailed', code: 'header-missing', message: `The header ${name} is missing` },
  });
});

it.each<[string, VerifyOptions, string]>([
  ['a secret without its prefix', { secret: 'c2VjcmV0' }, 'whsec_'],
  ['a short secret', { secret: 'whsec_c2VjcmV0' }, '24 to 64 bytes'],
  ['an empty secret', { scheme: 'github', secret: '' }, 'not empty'],
  ['no secret', { secret: [] }, 'There must be a secret'],
  ['a short public key', { secret: 'whpk_AAAA' }, '32 bytes'],
  [
    'a key set for a scheme without one',
    { scheme: 'github', secret: { keys: [] } },
    'Only the scheme standard',
  ],
])('%s is a mistake of the receiver, and says so', async (_, options, message) => {
  const body = '{}';
  const headers = {
    ...{
      'webhook-id': 'evt_1',
      'webhook-timestamp': String(NOW / 1_000),
      'webhook-signature': 'v1,AAAA v1a,AAAA',
    },
    'x-hub-signature-256': 'sha256=00',
  };
  const failure = verify({ headers, body }, { ...options, now });
  await expect(failure).rejects.toThrow(TypeError);
  await expect(failure).rejects.toThrow(message);
});

it('a body that was parsed already is a mistake of the receiver', async () => {
  const body = { parsed: true } as unknown as string;
  await expect(verify({ headers: {}, body }, { secret: SECRET })).rejects.toThrow(
    'The body must be the bytes',
  );
});

function signed(
  signature: Signature,
  secret: { kind: 'text' | 'ed25519'; text: string },
  format: PayloadFormat = 'tocsin',
): { headers: Record<string, string>; body: string } {
  const stored =
    '{"id":"evt_1","type":"agent.run.failed","source":"b","time":"2026-01-01T00:00:00Z","data":{}}';
  return webhookRequest(
    { signature, format, destination: { kind: 'webhook', url: 'https://example.com/' } },
    { id: 'evt_1', type: 'agent.run.failed', body: stored, at: NOW, version: '1', secrets: [secret] },
  );
}
