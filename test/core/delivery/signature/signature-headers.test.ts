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

  it('Receivers of another header get one signature, of the old secret until it ends', () => {
    const other: Signature = { scheme: 'stripe', header: 'X-Langfuse-Signature' };
    expect(sign(other, '{"a":1}', [NEW, OLD])).toEqual({
      'X-Langfuse-Signature': `t=1700000000,v1=${hmac(OLD, '1700000000.{"a":1}')}`,
    });
    expect(sign(other, '{"a":1}', [NEW])).toEqual({
      'X-Langfuse-Signature': `t=1700000000,v1=${hmac(NEW, '1700000000.{"a":1}')}`,
    });
    const named: Signature = { scheme: 'stripe', header: 'stripe-signature' };
    expect(sign(named, '', [NEW, OLD])['stripe-signature']).toMatch(/^t=1700000000,v1=\w{64},v1=\w{64}$/);
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

/** Vectors of frain-dev/convoy, pkg/signature/testdata, and of hook0/hook0, clients/conformance. */
describe('The custom scheme signs as other senders do', () => {
  const CONVOY = '{"event":"charge.success","amount":1000,"currency":"NGN"}';
  const convoy = { scheme: 'custom', header: 'X-Convoy-Signature' } as const;
  const advanced = { ...convoy, signed: '{timestamp},{body}', value: 't={timestamp},v1={signature}' };

  it.each<[string, Signature, string]>([
    [
      'Convoy, simple, SHA-256 in hex',
      { ...convoy, encoding: 'hex' },
      '244449b7f48cbc2709060c9dcdc2b3aa47a78f540430579015c579fb12defbb4',
    ],
    [
      'Convoy, simple, SHA-512 in hex',
      { ...convoy, encoding: 'hex', algorithm: 'sha512' },
      '6cc772dc81942ae1b5ffa91c3a6a07b0d37edc8dc6bd83e3518a219f1f19ff71ae1b76d6b320940d414c236a1aad7f7930b63e0f1928951955d31219545e1b66',
    ],
    [
      'Convoy, simple, SHA-512 in base64',
      { ...convoy, encoding: 'base64', algorithm: 'sha512' },
      'bMdy3IGUKuG1/6kcOmoHsNN+3I3GvYPjUYohnx8Z/3GuG3bWsyCUDUFMI2oarX95MLY+DxkolRlV0xIZVF4bZg==',
    ],
    [
      'Convoy, advanced, SHA-256 in hex',
      { ...advanced, encoding: 'hex' },
      't=1700000000,v1=77b8b9269f25a199846a55a2bd25b3fba151c70fdae60bb1dcd87fbbc943c55c',
    ],
    [
      'Convoy, advanced, SHA-512 in base64',
      { ...advanced, encoding: 'base64', algorithm: 'sha512' },
      't=1700000000,v1=shIuJSzSWCzyJcsrjUzu3p40Mp4v6VwCYZw+1dSj2ac+a+ry3/jnbXGmk64ZjO5AaF7tEq1O4uAz3C0Dme3gVw==',
    ],
  ])('%s', (_, signature, value) => {
    expect(sign(signature, CONVOY, ['convoy-webhook-secret'])).toEqual({ 'X-Convoy-Signature': value });
  });

  it.each<[string, Omit<Extract<Signature, { scheme: 'custom' }>, 'scheme' | 'header' | 'encoding'>, string]>(
    [
      [
        'Hook0, v0',
        { signed: '{timestamp}.{body}', value: 't={timestamp},v0={signature}' },
        't=1800000000,v0=d17d66b66fca89390c5b967c45e8928fc732db07a0aabe8167b1e98213081ffe',
      ],
      [
        'Hook0, v1 over two headers',
        {
          signed: '{timestamp}.x-event-id x-delivery-id.{id}.dlv-1.{body}',
          value: 't={timestamp},h=x-event-id x-delivery-id,v1={signature}',
        },
        't=1800000000,h=x-event-id x-delivery-id,v1=19a6fb8f6581715b241a93af02a58611c3b0ac7b747a8d2a5b120ee418d0c347',
      ],
    ],
  )('%s', (_, templates, value) => {
    const signature = {
      scheme: 'custom',
      header: 'X-Hook0-Signature',
      encoding: 'hex',
      ...templates,
    } as const;
    const content = { id: 'evt-1', type: 'a', timestamp: 1_800_000_000, body: '{"event":"user.created"}' };
    expect(signatureHeaders(signature, { ...content, secrets: [text('a-subscription-secret')] })).toEqual({
      'X-Hook0-Signature': value,
    });
  });

  it('What stands in a body is never taken for a placeholder or a replacement pattern', () => {
    const body = '{timestamp}$&{id}{body}';
    const signature: Signature = { ...convoy, encoding: 'hex', signed: '{id}:{body}' };
    expect(sign(signature, body, [NEW])).toEqual({ 'X-Convoy-Signature': hmac(NEW, `evt_1:${body}`) });
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
