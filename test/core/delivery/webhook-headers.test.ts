import { Webhook } from 'standardwebhooks';
import { webhookHeaders, type SignedRequest } from '../../../core/delivery/webhook-headers';
import { newSecret } from '../../../core/delivery/signature';

const SECRET = newSecret(Buffer.alloc(32, 1));
const REQUEST: SignedRequest = {
  id: 'evt_1',
  at: 1_800_000_000_999,
  body: '{"a":1}',
  secrets: [SECRET],
  version: '1.2.3',
};
const OURS = ['content-type', 'user-agent', 'webhook-id', 'webhook-timestamp', 'webhook-signature'];

describe('webhookHeaders', () => {
  it('are those of Standard Webhooks, in whole seconds, and verify', () => {
    const headers = webhookHeaders({ ...REQUEST, at: Date.now() });
    expect(new Webhook(SECRET).verify(REQUEST.body, headers)).toEqual({ a: 1 });
    expect(webhookHeaders(REQUEST)).toEqual({
      'content-type': 'application/json',
      'user-agent': 'Tocsin/1.2.3',
      'webhook-id': 'evt_1',
      'webhook-timestamp': '1800000000',
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/) as string,
    });
  });

  it('2.1 keep the id over attempts and renew the timestamp and the signature', () => {
    const [one, other] = [webhookHeaders(REQUEST), webhookHeaders({ ...REQUEST, at: REQUEST.at + 1 })];
    expect(other['webhook-id']).toBe(one['webhook-id']);
    expect(other['webhook-timestamp']).toBe('1800000001');
    expect(other['webhook-signature']).not.toBe(one['webhook-signature']);
  });

  it("leave a subscription's own headers as they are written", () => {
    expect(
      webhookHeaders({ ...REQUEST, headers: { 'X-Env': 'prod', Authorization: 'Bearer x' } }),
    ).toMatchObject({
      'X-Env': 'prod',
      Authorization: 'Bearer x',
    });
  });

  const titled = (name: string): string => name.replace(/(^|-)./g, (start) => start.toUpperCase());

  it.each(OURS.flatMap((name) => [name, titled(name), name.toUpperCase()]))(
    'cannot be overridden by a header %s of the subscription, nor doubled',
    (name) => {
      const headers = webhookHeaders({ ...REQUEST, headers: { [name]: 'forged' } });
      expect(headers).toEqual(webhookHeaders(REQUEST));
    },
  );
});
