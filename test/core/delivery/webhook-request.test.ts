import { Webhook } from 'standardwebhooks';
import { newSecret } from '../../../core/delivery/signature/signing-secret';
import { webhookRequest, type Attempted } from '../../../core/delivery/webhook-request';
import type { PayloadFormat, Signature, Subscription } from '../../../core/subscription/subscription';

const SECRET = newSecret(Buffer.alloc(32, 1));
const ATTEMPTED: Attempted = {
  id: 'evt_1',
  type: 'agent.run.failed',
  at: 1_800_000_000_999,
  body: '{"id":"evt_1","type":"agent.run.failed","source":"bot","time":"2026-01-01T00:00:00Z","data":{"a":1}}',
  secrets: [{ text: SECRET }],
  version: '1.2.3',
};
const OURS = ['content-type', 'user-agent', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];

type Settings = Pick<Subscription, 'signature' | 'format'> & { headers?: Record<string, string> };

const request = (
  attempted: Attempted,
  { headers, ...settings }: Settings = { signature: { scheme: 'standard' } },
) =>
  webhookRequest(
    {
      ...settings,
      destination: { kind: 'webhook', url: 'https://example.com/', ...(headers && { headers }) },
    },
    attempted,
  );

const withHeaders = (headers: Record<string, string>) =>
  request(ATTEMPTED, { signature: { scheme: 'standard' }, headers }).headers;

describe('webhookRequest', () => {
  it('has the headers of Standard Webhooks, in whole seconds, and verifies', () => {
    const { headers, body } = request({ ...ATTEMPTED, at: Date.now() });
    expect(new Webhook(SECRET).verify(body, headers)).toMatchObject({ data: { a: 1 } });
    expect(request(ATTEMPTED).headers).toEqual({
      'content-type': 'application/json',
      'user-agent': 'Tocsin/1.2.3',
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1800000000',
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/) as string,
    });
  });

  it('2.1 keeps the id over attempts and renews the timestamp and the signature', () => {
    const [one, other] = [ATTEMPTED, { ...ATTEMPTED, at: ATTEMPTED.at + 1 }].map((at) => request(at).headers);
    expect(other?.['webhook-id']).toBe(one?.['webhook-id']);
    expect(other?.['webhook-timestamp']).toBe('1800000001');
    expect(other?.['webhook-signature']).not.toBe(one?.['webhook-signature']);
  });

  const SCHEMES: Signature[] = [
    { scheme: 'standard' },
    { scheme: 'keywordsai' },
    { scheme: 'github' },
    { scheme: 'stripe' },
    { scheme: 'custom', header: 'X-Sig', encoding: 'hex' },
  ];
  const FORMATS: PayloadFormat[] = ['tocsin', 'cloudevents-structured', 'cloudevents-binary'];

  it.each(SCHEMES.flatMap((signature) => FORMATS.map((format) => [signature, format] as const)))(
    '%j of %s: webhook-id and webhook-timestamp, and a header of Standard Webhooks for its own scheme only',
    (signature, format) => {
      const { headers } = request(ATTEMPTED, { signature, format });
      expect(headers).toMatchObject({ 'webhook-id': 'evt_1', 'webhook-timestamp': '1800000000' });
      expect('webhook-signature' in headers).toBe(signature.scheme === 'standard');
    },
  );

  it('is in Python’s form for keywordsai, whatever the format', () => {
    const signature: Signature = { scheme: 'keywordsai' };
    expect(request(ATTEMPTED, { signature }).body).toMatch(/^\{"id": "evt_1", .*, "data": \{"a": 1\}\}$/);
    expect(request(ATTEMPTED, { signature, format: 'cloudevents-structured' }).body).toMatch(
      /^\{"specversion": "1.0", .*, "data": \{"a": 1\}\}$/,
    );
  });

  it("leaves a subscription's own headers as they are written", () => {
    expect(withHeaders({ 'X-Env': 'prod', Authorization: 'Bearer x' })).toMatchObject({
      'X-Env': 'prod',
      Authorization: 'Bearer x',
    });
  });

  const titled = (name: string): string => name.replace(/(^|-)./g, (start) => start.toUpperCase());

  it.each(OURS.flatMap((name) => [name, titled(name), name.toUpperCase()]))(
    'cannot be overridden by a header %s of the subscription, nor doubled',
    (name) => expect(withHeaders({ [name]: 'forged' })).toEqual(request(ATTEMPTED).headers),
  );

  it.each([
    [{ scheme: 'github' }, 'x-hub-signature-256'],
    [{ scheme: 'github' }, 'X-GITHUB-EVENT'],
    [{ scheme: 'custom', header: 'X-Sig', encoding: 'hex' }, 'x-sig'],
    [{ scheme: 'stripe' }, 'stripe-signature'],
  ] as [Signature, string][])('nor can what %j sets be, by %s', (signature, name) => {
    const settings = { signature, headers: { [name]: 'forged' } };
    expect(request(ATTEMPTED, settings)).toEqual(request(ATTEMPTED, { signature }));
  });
});
