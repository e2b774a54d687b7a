import type { JsonWebKey } from 'node:crypto';
import type { Signature } from '../../core/subscription/subscription';
import { type TestCloud, withCloud } from './cloud';
import { type Arrived, Receiver } from './receiver';
import { rows } from './rows';
import { subscribe } from './subscribe';
import { verifies, type Known } from './verify';

let stack: TestCloud;
let receiver: Receiver;

beforeAll(async () => {
  [stack, receiver] = await Promise.all([withCloud(), Receiver.start()]);
});

afterAll(async () => {
  await Promise.all([stack.stop(), receiver.stop()]);
});

interface Rotated {
  secret: string;
  publicKey?: string;
  previousExpiresAt: string;
}

const SCHEMES: [string, Signature][] = [
  ['v1', { scheme: 'standard' }],
  ['v1a', { scheme: 'standard', versions: ['v1a'] }],
  ['both', { scheme: 'standard', versions: ['v1', 'v1a'] }],
  ['keywordsai', { scheme: 'keywordsai' }],
  ['github', { scheme: 'github' }],
  ['stripe', { scheme: 'stripe' }],
  ['langfuse', { scheme: 'stripe', header: 'X-Langfuse-Signature' }],
  ['custom', { scheme: 'custom', header: 'X-Signature', encoding: 'hex' }],
];
/** They have room for one signature. */
const SINGLE = ['keywordsai', 'github', 'custom', 'langfuse'];

/** An endpoint with its own scheme; each step posts one event and answers what has arrived of it. */
async function endpoint(name: string, signature: Signature) {
  const type = `rotation.${name}`;
  const made = await subscribe(stack, `${receiver.url}/${name}`, [type], { signature });
  const keysUrl = `${stack.cloud.apiUrl}/v1/subscriptions/${made.id}/jwks.json`;
  const keys = async () => ((await (await fetch(keysUrl)).json()) as { keys: JsonWebKey[] }).keys;
  return {
    ...made,
    keys,
    rotate: async (overlapSeconds: number): Promise<Rotated> =>
      (await stack.admin<Rotated>('POST', `/v1/subscriptions/${made.id}/rotate-secret`, { overlapSeconds }))
        .body,
    async send(): Promise<Arrived> {
      const { body } = await stack.post<{ results: { id: string }[] }>({ type, source: 'bot' });
      await stack.cloud.idle();
      const id = body.results[0]?.id;
      return receiver.requests.find(({ headers }) => headers['webhook-id'] === id) as Arrived;
    },
  };
}

describe.each(SCHEMES)('%s', (name, signature) => {
  it('goes from the old secret to the new one without a gap', async () => {
    const { send, rotate, keys, secret } = await endpoint(name, signature);
    const old: Known = { secret, keys: await keys() };
    const { secret: next, previousExpiresAt } = await rotate(3_600);
    const renewed: Known = { secret: next, keys: (await keys()).slice(0, 1) };
    expect(Date.parse(previousExpiresAt) - stack.cloud.clock.now()).toBeGreaterThan(3_590_000);

    stack.cloud.clock.advance(60_000);
    const during = await send();
    expect(verifies(signature, old, during)).toBe(true);
    expect(verifies(signature, renewed, during)).toBe(!SINGLE.includes(name));

    stack.cloud.clock.advance(3_541_000);
    const after = await send();
    expect([old, renewed].map((known) => verifies(signature, known, after))).toEqual([false, true]);
    expect(await keys()).toEqual(renewed.keys);
  });

  it('without an overlap forgets the old secret everywhere within 60 seconds', async () => {
    const { send, rotate, keys, secret } = await endpoint(`${name}.now`, signature);
    const old: Known = { secret, keys: await keys() };
    // Whoever has sent one remembers the subscription.
    expect(verifies(signature, old, await send())).toBe(true);
    const renewed: Known = { secret: (await rotate(0)).secret, keys: await keys() };
    stack.cloud.clock.advance(60_000);
    const request = await send();
    expect([old, renewed].map((known) => verifies(signature, known, request))).toEqual([false, true]);
  });
});

it('signs with current ones first, separated by a space or a comma', async () => {
  const both = await endpoint('order', { scheme: 'standard', versions: ['v1', 'v1a'] });
  await both.rotate(3_600);
  await both.rotate(7_200);
  const signatures = String((await both.send()).headers['webhook-signature']).split(' ');
  expect(signatures.map((one) => one.split(',')[0])).toEqual(['v1', 'v1a', 'v1', 'v1a', 'v1', 'v1a']);

  const stripe = await endpoint('commas', { scheme: 'stripe' });
  const { secret } = await stripe.rotate(3_600);
  const request = await stripe.send();
  const header = String(request.headers['stripe-signature']);
  expect(header).toMatch(/^t=\d{10}(,v1=[0-9a-f]{64}){2}$/);
  const currentOnly = {
    ...request,
    headers: { ...request.headers, 'stripe-signature': header.slice(0, 80) },
  };
  expect(verifies({ scheme: 'stripe' }, { secret }, currentOnly)).toBe(true);
});

it('another scheme: the next request is signed by it', async () => {
  const { id, send, secret } = await endpoint('switched', { scheme: 'standard' });
  await stack.admin('PATCH', `/v1/subscriptions/${id}`, { signature: { scheme: 'github' } });
  stack.cloud.clock.advance(60_000);
  const request = await send();
  expect(request.headers).toMatchObject({ 'x-github-event': 'rotation.switched', 'x-github-delivery': /./ });
  expect(verifies({ scheme: 'github' }, { secret }, request)).toBe(true);
  expect(request.headers).not.toHaveProperty('webhook-signature');
});

it('nothing that is stored or told holds a secret', async () => {
  const secrets: string[] = [];
  for (const [name, signature] of SCHEMES) {
    const { secret, rotate } = await endpoint(`secret.${name}`, signature);
    const next = await rotate(60);
    secrets.push(...[secret, next.secret].filter(Boolean));
  }
  expect(secrets).toHaveLength(2 * (SCHEMES.length - 1));
  const reads = ['/v1/subscriptions', '/v1/changes', '/v1/keys', '/v1/events', '/v1/openapi.json'];
  const answers = await Promise.all(reads.map((path) => stack.admin('GET', path)));
  const deliveries = await rows(stack, 'delivery');
  const told = JSON.stringify([answers, deliveries, receiver.requests, stack.reports]);
  for (const secret of secrets) expect(told).not.toContain(secret);
  expect(told).not.toContain('whsk_');
});
