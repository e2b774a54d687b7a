import { createHmac } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Arrived } from '../journeys/receiver';
import { rows } from '../journeys/rows';
import { type Subscribed, verified } from '../journeys/subscribe';
import { Scene } from './scene';

const HOUR = 3_600_000;

let scene: Scene;
beforeAll(async () => (scene = await Scene.begin()));
afterAll(() => scene.end());

const header = ({ headers }: Arrived, name: string): string => String(headers[name]);
const timestampOf = (request: Arrived): number => Number(header(request, 'webhook-timestamp'));
const signaturesOf = (request: Arrived): string[] => header(request, 'webhook-signature').split(' ');

/** By the words of the specification: HMAC-SHA256 of `id.timestamp.body` under the bytes of the secret. */
function signature(secret: string, request: Arrived): string {
  const key = Buffer.from(secret.replace('whsec_', ''), 'base64');
  const signed = `${header(request, 'webhook-id')}.${header(request, 'webhook-timestamp')}.${request.body}`;
  return `v1,${createHmac('sha256', key).update(signed).digest('base64')}`;
}

const rotate = ({ id }: Subscribed, overlapSeconds?: number) =>
  scene.stack.admin<{ secret: string }>('POST', `/v1/subscriptions/${id}/rotate-secret`, {
    ...(overlapSeconds !== undefined && { overlapSeconds }),
  });

describe('What is signed', () => {
  it('The signature covers the exact bytes that arrive, however the JSON is spelled', async () => {
    const { secret } = await scene.endpoint('exact');
    const data = '{ "z":1.0, "a":1e400, "b":9007199254740993,\n"e\\u0301":"e\u0301\\/", "a b":[ ] }';
    await scene.post('exact', `{"type":"exact","source":"bot","data":${data}}`);
    const [request] = scene.at('exact') as [Arrived];
    expect(request.body).toContain(data);
    expect(signaturesOf(request)).toEqual([signature(secret, request)]);
    expect(header(request, 'content-length')).toBe(String(Buffer.byteLength(request.body)));
  });

  it('Neither id nor timestamp can hold a dot, whatever id the client gives its event', async () => {
    await scene.endpoint('dotted');
    const id = await scene.post('dotted', { id: 'order.1614265330.{"forged":true}' });
    const [request] = scene.at('dotted') as [Arrived];
    expect(header(request, 'webhook-id')).toBe(id);
    expect([id, header(request, 'webhook-timestamp')].join('')).not.toContain('.');
  });
});

it('Timestamp and signature are new at every retry, manual try and replay, and the id stays', async () => {
  const subscription = await scene.endpoint('again', [500, 500, 204, 500, 204], {
    retry: { scheduleSeconds: [5] },
  });
  const event = await scene.post('again');
  await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
  const [letter] = (await rows(scene.stack, 'dead')).filter((one) => one.event === event);
  await scene.pass(2_000);
  await scene.stack.admin('POST', `/v1/dead-letters/${letter?.id}/replay`);
  await scene.stack.cloud.idle();
  for (let manual = 0; manual < 2; manual++) {
    await scene.pass(2_000);
    await scene.stack.admin('POST', `/v1/deliveries/${letter?.id}/retry`);
    await scene.stack.cloud.idle();
  }

  const requests = scene.at('again');
  expect(requests.map((request) => header(request, 'webhook-id'))).toEqual(Array(5).fill(event));
  expect(new Set(requests.map(({ body }) => body)).size).toBe(1);
  const times = requests.map(timestampOf);
  expect(times).toEqual([...new Set(times)].sort());
  for (const request of requests)
    expect(signaturesOf(request)).toEqual([signature(subscription.secret, request)]);
});

describe('The form of secrets', () => {
  const secretOf = (bytes: number): string => `whsec_${Buffer.alloc(bytes, 7).toString('base64')}`;

  it('A generated secret is whsec_ and base64 of 24 to 64 random bytes', async () => {
    const made = await Promise.all([scene.endpoint('made.one'), scene.endpoint('made.two')]);
    for (const { secret } of made) {
      expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]+={0,2}$/);
      const { length } = Buffer.from(secret.slice(6), 'base64');
      expect(length >= 24 && length <= 64).toBe(true);
    }
    expect(made[0]?.secret).not.toBe(made[1]?.secret);
  });

  it.each([
    ['of 24 bytes', secretOf(24)],
    ['of 64 bytes', secretOf(64)],
    ['with padding', secretOf(25)],
  ])('A secret that the owner brings signs: %s', async (name, secret) => {
    const type = `own.${name.replaceAll(' ', '-')}`;
    await scene.endpoint(type, [204], { secret });
    await scene.post(type);
    const [request] = scene.at(type) as [Arrived];
    expect(signaturesOf(request)).toEqual([signature(secret, request)]);
  });

  it.each([
    ['empty', ''],
    ['empty behind its prefix', 'whsec_'],
    ['of 23 bytes', secretOf(23)],
    ['of 65 bytes', secretOf(65)],
    ['no base64', `whsec_${'*'.repeat(40)}`],
    ['without its padding', secretOf(25).replace(/=+$/, '')],
    ['base64 with bits beyond its last byte', `whsec_${'A'.repeat(42)}B=`],
    ['base64url', `whsec_${'-_'.repeat(20)}`],
  ])('A secret that is %s is refused', async (_, secret) => {
    await expect(scene.endpoint('refused', [204], { secret })).rejects.toThrow(/^400/);
  });
});

describe('Rotation of secrets', () => {
  it('During the overlap both secrets sign, the current one first, and after it only the new one', async () => {
    const before = await scene.endpoint('rotated');
    const after = (await rotate(before, 3_600)).body;
    await scene.post('rotated');
    await scene.pass(HOUR + 1_000);
    await scene.post('rotated');
    const [during, afterwards] = scene.at('rotated') as [Arrived, Arrived];
    expect(signaturesOf(during)).toEqual([signature(after.secret, during), signature(before.secret, during)]);
    expect(signaturesOf(afterwards)).toEqual([signature(after.secret, afterwards)]);
  });

  it('The overlap lasts 24 hours unless another time is given', async () => {
    const before = await scene.endpoint('default.overlap');
    await rotate(before);
    await scene.pass(23 * HOUR);
    await scene.post('default.overlap');
    await scene.pass(2 * HOUR);
    await scene.post('default.overlap');
    expect(scene.at('default.overlap').map((request) => signaturesOf(request).length)).toEqual([2, 1]);
  });

  it('Without an overlap the old secret signs nothing a minute later', async () => {
    const before = await scene.endpoint('at.once');
    const after = (await rotate(before, 0)).body;
    await scene.pass(60_000);
    await scene.post('at.once');
    const [request] = scene.at('at.once') as [Arrived];
    expect(signaturesOf(request)).toEqual([signature(after.secret, request)]);
  });

  it('The overlap is at most seven days, and the number of old secrets is limited', async () => {
    const subscription = await scene.endpoint('often');
    expect(await rotate(subscription, 604_801)).toMatchObject({ status: 400 });
    const statuses: number[] = [];
    for (let n = 0; n < 12; n++) statuses.push((await rotate(subscription, 604_800)).status);
    expect(statuses[0]).toBe(200);
    expect(statuses.at(-1)).toBe(409);
    await scene.post('often');
    const [request] = scene.at('often') as [Arrived];
    expect(signaturesOf(request)).toHaveLength(statuses.filter((status) => status === 200).length + 1);
  });
});

describe('Clock skew', () => {
  /** With a receiver whose clock is off by so many seconds from ours at the time of the attempt. */
  const receivedWith = (skewSeconds: number, subscription: Subscribed, request: Arrived): unknown => {
    const realNow = Date.now;
    Date.now = () => (timestampOf(request) + skewSeconds) * 1_000;
    try {
      return new Webhook(subscription.secret).verify(request.body, request.headers as Record<string, string>);
    } finally {
      Date.now = realNow;
    }
  };

  it('The timestamp is that of the attempt in whole seconds, not that of the event', async () => {
    const subscription = await scene.endpoint('late', [500, 204], { retry: { scheduleSeconds: [86_400] } });
    const event = await scene.post('late', { time: new Date(scene.now - 30 * HOUR).toISOString() });
    await scene.passTo((await scene.delivery(event)).nextAt ?? 0);
    const [, second] = scene.at('late') as [Arrived, Arrived];
    expect(header(second, 'webhook-timestamp')).toMatch(/^\d{10}$/);
    expect(Math.abs(scene.now / 1_000 - timestampOf(second))).toBeLessThan(10);
    expect(() => verified(scene.stack, subscription, second)).not.toThrow();
  });

  it('A receiver whose clock is off by up to five minutes accepts a request, beyond that it refuses it', async () => {
    const subscription = await scene.endpoint('skewed');
    await scene.post('skewed');
    const [request] = scene.at('skewed') as [Arrived];
    for (const skew of [-299, 0, 299]) expect(() => receivedWith(skew, subscription, request)).not.toThrow();
    for (const skew of [-302, 302])
      expect(() => receivedWith(skew, subscription, request)).toThrow('timestamp');
    for (const forged of ['NaN', 'Infinity', '', '1e99']) {
      const headers = { ...request.headers, 'webhook-timestamp': forged };
      expect(() => receivedWith(0, subscription, { ...request, headers })).toThrow();
    }
  });
});
