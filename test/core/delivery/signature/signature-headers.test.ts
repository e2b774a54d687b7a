import { createHmac } from 'node:crypto';
import { signatureHeaders } from '../../../../core/delivery/signature/signature-headers';
import type { SigningSecret } from '../../../../core/delivery/signature/signing-secret';
import type { Signature } from '../../../../core/subscription/subscription';

const text = (secret: string): SigningSecret => ({ kind: 'text', text: secret });
const hmac = (secret: string, content: string, encoding: 'hex' | 'base64' = 'hex'): string =>
  createHmac('sha256', secret).update(content).digest(encoding);

const [NEW, OLD] = ['the new secret, 1 of 2', 'the old sécret, 2 of 2'];

const sign = (signature: Signature, body: string, secrets: string[]): Record<string, string> =>
  signatureHeaders(signature, {
    ...{ id: 'evt_1', type: 'agent.run.failed', timestamp: 1_700_000_000, body },
    secrets: secrets.map(text),
  });

describe('github', () => {
  it('gives the signature of GitHub’s documentation', () => {
    expect(
      sign({ scheme: 'github' }, 'Hello, World!', ["It's a Secret to Everybody"])['X-Hub-Signature-256'],
    ).toBe('sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17');
  });

  it('names the event and the delivery, without which its receivers refuse', () => {
    expect(sign({ scheme: 'github' }, '', [NEW])).toMatchObject({
      'X-GitHub-Event': 'agent.run.failed',
      'X-GitHub-Delivery': 'evt_1',
    });
  });
});

describe('stripe', () => {
  it('signs time and body with every live secret, the current one first', () => {
    const signed = (secret: string): string => hmac(secret, '1700000000.{"a":1}');
    expect(sign({ scheme: 'stripe' }, '{"a":1}', [NEW, OLD])).toEqual({
      'Stripe-Signature': `t=1700000000,v1=${signed(NEW)},v1=${signed(OLD)}`,
    });
  });

  it('may be sent in another header, as kin of it do', () => {
    const headers = sign({ scheme: 'stripe', header: 'x-langfuse-signature' }, '', [NEW]);
    expect(Object.keys(headers)).toEqual(['x-langfuse-signature']);
  });
});

describe('keywordsai', () => {
  it('is hex over the body, under the old name and the new one', () => {
    const signature = hmac(NEW, '{"a": 1}');
    expect(sign({ scheme: 'keywordsai' }, '{"a": 1}', [NEW])).toEqual({
      'X-Keywordsai-Signature': signature,
      'X-Respan-Signature': signature,
    });
  });
});

describe('custom', () => {
  it.each([
    ['hex', undefined, hmac(NEW, 'body')],
    ['base64', undefined, hmac(NEW, 'body', 'base64')],
    ['hex', 'sha256=', `sha256=${hmac(NEW, 'body')}`],
    ['base64', 'HMAC ', `HMAC ${hmac(NEW, 'body', 'base64')}`],
  ] as const)('%s with prefix %j', (encoding, prefix, value) => {
    const scheme: Signature = { scheme: 'custom', header: 'X-Sig', encoding, ...(prefix && { prefix }) };
    expect(sign(scheme, 'body', [NEW])).toEqual({ 'X-Sig': value });
  });
});

const ONE_SIGNATURE: [string, Signature, string][] = [
  ['keywordsai', { scheme: 'keywordsai' }, 'X-Keywordsai-Signature'],
  ['github', { scheme: 'github' }, 'X-Hub-Signature-256'],
  ['custom', { scheme: 'custom', header: 'X-Sig', encoding: 'hex' }, 'X-Sig'],
];

it.each(ONE_SIGNATURE)(
  '%s has room for one signature: while a secret is being replaced, the old one signs',
  (_, signature, header) => {
    expect(sign(signature, 'body', [NEW, OLD])[header]).toBe(sign(signature, 'body', [OLD])[header]);
  },
);

it.each<[string, Signature]>([
  ...ONE_SIGNATURE.map(([name, signature]): [string, Signature] => [name, signature]),
  ['stripe', { scheme: 'stripe' }],
])('%s uses a whsec_ secret as it is written, and sends nothing unsigned', (_, signature) => {
  const whsec = `whsec_${'A'.repeat(43)}=`;
  const content = { id: 'evt_1', type: 'a', timestamp: 1, body: 'body' };
  const headers = signatureHeaders(signature, { ...content, secrets: [{ text: whsec }] });
  const signed = signature.scheme === 'stripe' ? '1.body' : 'body';
  expect(Object.values(headers).join()).toContain(hmac(whsec, signed));
  const keyOnly: SigningSecret[] = [{ kind: 'ed25519', text: 'whsk_' }];
  expect(() => signatureHeaders(signature, { ...content, secrets: keyOnly })).toThrow('no signing secret');
});
