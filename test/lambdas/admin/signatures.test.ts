import { unseal, secretContext } from '../../../core/seal';
import { startWorld, type World } from './world';

const NEW = {
  name: 'billing',
  eventTypes: ['agent.run.*'],
  destination: { kind: 'webhook', url: 'https://example.com/hook' },
};
const V1A = { scheme: 'standard', versions: ['v1a'] };
const BOTH = { scheme: 'standard', versions: ['v1', 'v1a'] };
const GITHUB = { scheme: 'github' };
const TEXT = "It's a Secret to Everybody";

interface Keys {
  publicKeys: { publicKey: string; createdAt: string; expiresAt: string | null }[];
}

describe('the signature of a subscription', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  const call = (method: string, path: string, body?: object) =>
    world.call(method, `/v1/subscriptions${path}`, { as, body });

  async function made(more: object) {
    const answer = await call('POST', '', { ...NEW, ...more });
    expect({ status: answer.status, errors: answer.body.errors }).toEqual({ status: 201, errors: undefined });
    return answer.body;
  }

  const publicKeys = async (id: string): Promise<Keys['publicKeys']> => {
    const { body } = await call('GET', `/${id}/public-key`);
    return (body as unknown as Keys).publicKeys;
  };

  /** The texts of the secrets as they are kept, opened, with what is known of them. */
  async function kept(id: string): Promise<[string, string | undefined, boolean][]> {
    const row = await world.admin.subscriptions.get(as.project, id, world.clock.now);
    const key = await world.admin.dataKeys.get(as.project);
    return (row?.secrets ?? []).map(({ sealed, kind, expiresAt }) => [
      unseal(key, sealed, secretContext(as.project, id)),
      kind,
      expiresAt === undefined,
    ]);
  }

  it.each([
    { scheme: 'standard' },
    { scheme: 'keywordsai' },
    GITHUB,
    { scheme: 'stripe', header: 'X-Langfuse-Signature' },
    { scheme: 'custom', header: 'X-Sig', encoding: 'base64', prefix: 'HMAC ' },
  ])('%j is shown as it was set; a secret is made in the form that every scheme takes', async (signature) => {
    const subscription = await made({ signature });
    expect(subscription).toMatchObject({ signature });
    expect(subscription.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect((await call('GET', `/${subscription.id}`)).body).toMatchObject({ signature });
    expect(await publicKeys(subscription.id)).toEqual([]);
  });

  it('a text of your own is kept as it is where the scheme takes it', async () => {
    const { id, secret } = await made({ signature: GITHUB, secret: TEXT });
    expect(secret).toBe(TEXT);
    expect(await kept(id)).toEqual([[TEXT, 'text', true]]);
  });

  describe('v1a', () => {
    it('has a key pair; the private half is sealed and never shown, the public one is for all to see', async () => {
      const subscription = await made({ signature: V1A });
      expect(subscription).not.toHaveProperty('secret');
      const [[privateKey = '', kind] = []] = await kept(subscription.id);
      expect([kind, privateKey.slice(0, 5)]).toEqual(['ed25519', 'whsk_']);
      const [key] = await publicKeys(subscription.id);
      expect(key).toEqual({
        publicKey: expect.stringMatching(/^whpk_/),
        createdAt: expect.any(String),
        expiresAt: null,
      });
      expect(subscription).toMatchObject({ publicKey: key?.publicKey });

      const path = `/v1/subscriptions/${subscription.id}/jwks.json`;
      const { status, body, headers } = await world.call('GET', path, { as: 'nobody' });
      expect({ status, cache: headers['cache-control'] }).toEqual({
        status: 200,
        cache: 'public, max-age=300',
      });
      const x = Buffer.from(key?.publicKey.slice(5) ?? '', 'base64').toString('base64url');
      expect(body).toEqual({ keys: [expect.objectContaining({ kty: 'OKP', crv: 'Ed25519', x })] });
    });

    it('tells nobody whether a subscription exists that has no public key', async () => {
      const { id } = await made({});
      const answers = await Promise.all(
        [id, 'sub_none'].map((one) =>
          world.call('GET', `/v1/subscriptions/${one}/jwks.json`, { as: 'nobody' }),
        ),
      );
      expect(answers.map(({ status, text, headers }) => ({ status, text, headers }))[0]).toEqual(
        answers.map(({ status, text, headers }) => ({ status, text, headers }))[1],
      );
      expect(answers[0]?.text).toBe('{"keys":[]}');
    });

    it('is for its own project only, by the way that needs a key', async () => {
      const { id } = await made({ signature: V1A });
      const other = await world.project('other');
      expect((await world.call('GET', `/v1/subscriptions/${id}/public-key`, { as: other })).status).toBe(404);
    });

    it('is rotated with the secret: both new, both old ones until the overlap ends', async () => {
      const subscription = await made({ signature: BOTH });
      const { body } = await call('POST', `/${subscription.id}/rotate-secret`, { overlapSeconds: 60 });
      expect(body.secret).toMatch(/^whsec_/);
      const keys = await publicKeys(subscription.id);
      expect(keys.map(({ publicKey }) => publicKey)).toEqual([
        (body as unknown as { publicKey: string }).publicKey,
        (subscription as unknown as { publicKey: string }).publicKey,
      ]);
      const { previousExpiresAt } = body as unknown as { previousExpiresAt: string };
      expect(keys.map(({ expiresAt }) => expiresAt)).toEqual([null, previousExpiresAt]);
      expect((await kept(subscription.id)).map(([text, , current]) => [text.slice(0, 5), current])).toEqual([
        ['whsec', true],
        ['whsk_', true],
        ['whsec', false],
        ['whsk_', false],
      ]);
      world.clock.now += 60_000;
      expect(await publicKeys(subscription.id)).toHaveLength(1);
    });
  });

  describe('rotation', () => {
    it('takes a secret of your own, by the rules of the scheme', async () => {
      const { id } = await made({ signature: GITHUB });
      const { body } = await call('POST', `/${id}/rotate-secret`, { secret: TEXT });
      expect(body.secret).toBe(TEXT);
      expect((await kept(id)).map(([, kind]) => kind)).toEqual(['text', undefined]);
      const standard = await made({});
      const refused = await call('POST', `/${standard.id}/rotate-secret`, { secret: TEXT });
      expect(refused).toMatchObject({ status: 400, body: { errors: [{ pointer: '/secret' }] } });
    });

    it('says when the old secret ends, and for no overlap that it holds everywhere within 60 s', async () => {
      const { id } = await made({});
      const begun = world.clock.now;
      const at = async (body: object): Promise<number> => {
        const answer = (await call('POST', `/${id}/rotate-secret`, body)).body as unknown as {
          previousExpiresAt: string;
          effectiveWithinSeconds: number;
        };
        expect(answer.effectiveWithinSeconds).toBe(60);
        return Math.round((Date.parse(answer.previousExpiresAt) - begun) / 1_000);
      };
      expect(await at({})).toBe(86_400);
      expect(await at({ overlapSeconds: 604_800 })).toBe(604_800);
      expect(await at({ overlapSeconds: 0 })).toBe(0);
      expect((await call('POST', `/${id}/rotate-secret`, { overlapSeconds: 604_801 })).status).toBe(400);
      expect((await call('POST', `/${id}/rotate-secret`, { overlapSeconds: -1 })).status).toBe(400);
    });

    it('may change the scheme; old secrets that the new one cannot use end at once', async () => {
      const { id } = await made({ signature: GITHUB, secret: TEXT });
      const path = `/${id}/rotate-secret`;
      const { body } = await call('POST', path, { signature: BOTH });
      expect((await kept(id)).map(([text]) => text)).toEqual([body.secret, expect.stringMatching(/^whsk_/)]);
      expect((await call('GET', `/${id}`)).body).toMatchObject({ signature: BOTH });

      await call('POST', path, { signature: { scheme: 'stripe' }, secret: TEXT });
      expect((await kept(id)).map(([text, , current]) => [text, current])).toEqual([
        [TEXT, true],
        [body.secret, false],
      ]);
    });
  });

  describe('a change of the scheme', () => {
    it('keeps the secret where the new scheme can use it', async () => {
      const { id, secret } = await made({});
      expect((await call('PATCH', `/${id}`, { signature: GITHUB })).body).toMatchObject({
        signature: GITHUB,
      });
      expect((await call('PATCH', `/${id}`, { signature: { scheme: 'stripe' } })).status).toBe(200);
      expect((await call('PATCH', `/${id}`, { signature: { scheme: 'standard' } })).status).toBe(200);
      expect(await kept(id)).toEqual([[secret, undefined, true]]);
    });

    it('makes a key pair for v1a, since there is nothing secret to show, and forgets it after', async () => {
      const { id } = await made({});
      await call('PATCH', `/${id}`, { signature: BOTH });
      const [key] = await publicKeys(id);
      await call('PATCH', `/${id}`, { signature: BOTH });
      expect(await publicKeys(id)).toEqual([key]);
      await call('PATCH', `/${id}`, { signature: { scheme: 'standard' } });
      expect(await publicKeys(id)).toEqual([]);
      expect(await kept(id)).toHaveLength(1);
    });

    it('is refused where it needs a secret that nobody has been shown', async () => {
      const github = await made({ signature: GITHUB, secret: TEXT });
      const v1a = await made({ signature: V1A });
      for (const { id } of [github, v1a]) {
        const answer = await call('PATCH', `/${id}`, { signature: { scheme: 'standard' } });
        expect(answer.status).toBe(409);
        expect(answer.body.detail).toMatch(/rotate-secret/);
      }
      expect(await kept(github.id)).toEqual([[TEXT, 'text', true]]);
    });

    it('cannot take a header that the destination sets, nor the other way round', async () => {
      const headers = { 'x-sig': 'fixed' };
      const custom = { scheme: 'custom', header: 'X-Sig', encoding: 'hex' };
      const one = await made({ destination: { ...NEW.destination, headers } });
      const other = await made({ signature: custom });
      const answers = await Promise.all([
        call('PATCH', `/${one.id}`, { signature: custom }),
        call('PATCH', `/${other.id}`, { destination: { ...NEW.destination, headers } }),
        call('POST', `/${one.id}/rotate-secret`, { signature: custom }),
      ]);
      for (const { status, body } of answers) {
        expect({ status, pointer: body.errors[0]?.pointer }).toEqual({
          status: 400,
          pointer: '/signature/header',
        });
      }
    });
  });

  it('format, rate limit and breaker are set, shown, changed, and taken away by null', async () => {
    const options = { format: 'cloudevents-binary', rateLimit: { perSecond: 0.01 }, breaker: { seconds: 0 } };
    const { id, ...shown } = await made(options);
    expect(shown).toMatchObject({ ...options, breaker: { failures: 10, seconds: 0 } });
    const changed = await call('PATCH', `/${id}`, { breaker: { failures: 1000, seconds: 86400 } });
    expect(changed.body).toMatchObject({ ...options, breaker: { failures: 1000, seconds: 86400 } });
    const { body } = await call('PATCH', `/${id}`, { format: null, rateLimit: null, breaker: null });
    for (const name of Object.keys(options)) expect(body).not.toHaveProperty(name);
  });

  it('enabling notes when', async () => {
    const { id, ...shown } = await made({});
    expect(shown).not.toHaveProperty('enabledAt');
    await call('POST', `/${id}/disable`);
    const { body } = await call('POST', `/${id}/enable`);
    const { enabledAt } = body as unknown as { enabledAt: string };
    expect(Math.abs(Date.parse(enabledAt) - world.clock.now)).toBeLessThan(1_000);
    const row = await world.admin.subscriptions.get(as.project, id, world.clock.now);
    expect(row?.enabledAt).toBe(Date.parse(enabledAt));
  });
});
