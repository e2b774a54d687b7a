import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { startWorld, type World } from './world';

const DAY_MS = 86_400_000;

describe('Idempotency-Key', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  const body = { name: 'bot', scopes: ['ingest'] };
  const post = (key: string, given: object = body, who = as) =>
    world.call('POST', '/v1/keys', { as: who, body: given, headers: { 'idempotency-key': key } });
  const keys = async (): Promise<number> =>
    (await world.call('GET', '/v1/keys?limit=100', { as })).body.data.length;

  it('answers a repeat like the first, secret and all, and does nothing', async () => {
    const first = await post('one');
    const before = await keys();
    const second = await post('one');
    expect(second.status).toBe(201);
    expect(second.text).toBe(first.text);
    expect(second.headers['idempotent-replayed']).toBe('true');
    expect(await keys()).toBe(before);
  });

  it('answers concurrent twins alike', async () => {
    const before = await keys();
    const twins = await Promise.all(Array.from({ length: 4 }, () => post('twins')));
    expect(new Set(twins.map(({ text }) => text)).size).toBe(1);
    expect(await keys()).toBe(before + 1);
  });

  it('refuses the same key with another body', async () => {
    await post('reused');
    expect(await post('reused', { ...body, name: 'other' })).toMatchObject({ status: 422 });
  });

  it("keeps one caller's keys apart from another's", async () => {
    const first = await post('shared');
    const second = await post('shared', body, { ...as, keyId: 'key_other' });
    expect(second.body.id).not.toBe(first.body.id);
  });

  it('forgets after a day', async () => {
    const first = await post('daily');
    world.clock.now += DAY_MS + 2_000;
    expect((await post('daily')).body.id).not.toBe(first.body.id);
  });

  it('frees the key of a request that failed', async () => {
    const path = '/v1/subscriptions/sub_none/disable';
    const ask = () => world.call('POST', path, { as, headers: { 'idempotency-key': 'failed' } });
    expect((await ask()).status).toBe(404);
    expect((await ask()).status).toBe(404);
    const { Items = [] } = await world.tables.send(new ScanCommand({ TableName: 'subscriptions' }));
    expect(Items.filter(({ state }) => state === 'running')).toEqual([]);
  });

  it('takes over from a caller that is gone', async () => {
    const { admin, clock } = world;
    const claim = admin.idempotency.claim.bind(admin.idempotency);
    jest.spyOn(admin.idempotency, 'claim').mockImplementationOnce(async (request, claimant, nowMs) => {
      await claim(request, 'somebody-gone', nowMs);
      clock.now += 40_000;
      return claim(request, claimant, clock.now);
    });
    expect((await post('gone')).status).toBe(201);
  });

  it('stores no key in the clear', async () => {
    const { body: made } = await post('sealed');
    const { Items = [] } = await world.tables.send(new ScanCommand({ TableName: 'subscriptions' }));
    expect(JSON.stringify(Items)).not.toContain(made.key);
  });

  it('refuses a key that is none', async () => {
    const before = await keys();
    for (const key of ['x'.repeat(256), '', '   ', 'two words', 'ä', 'a,a'])
      expect((await post(key)).body.errors).toEqual([
        { pointer: '', detail: expect.stringContaining('1 to 255 visible ASCII characters') },
      ]);
    expect(await keys()).toBe(before);
  });
});
