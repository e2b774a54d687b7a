import { startWorld, type World } from './world';
import { Happenings } from './happenings';

const LIST = [
  { model: 'our-own-7b', provider: 'ollama', usdPerMillion: { input: 0, output: 0 } },
  { model: 'gpt-4o', usdPerMillion: { input: 2, output: 8, cachedInput: 1 } },
];

describe('own prices', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    as = await world.project();
  });
  afterAll(() => world.stop());

  const call = (method: string, target: string, body?: unknown) => world.call(method, target, { as, body });
  const put = (prices: unknown) => call('PUT', '/v1/prices', { prices });

  it('are none at first, then what was put, as a whole', async () => {
    expect((await call('GET', '/v1/prices')).body).toEqual({ prices: [] });
    expect(await put(LIST)).toMatchObject({ status: 200, body: { prices: LIST } });
    expect((await call('GET', '/v1/prices')).body).toEqual({ prices: LIST });
    await put(LIST.slice(1));
    expect((await call('GET', '/v1/prices')).body).toEqual({ prices: LIST.slice(1) });
  });

  it('can be forgotten one by one, by whatever spelling', async () => {
    await put(LIST);
    expect((await call('DELETE', '/v1/prices?model=ollama/our-own-7b')).status).toBe(204);
    expect((await call('GET', '/v1/prices')).body).toEqual({ prices: LIST.slice(1) });
    expect((await call('DELETE', '/v1/prices?model=our-own-7b&provider=ollama')).status).toBe(404);
    expect((await call('DELETE', '/v1/prices')).status).toBe(400);
  });

  it('are a project’s own', async () => {
    await put(LIST);
    const other = await world.project();
    expect((await world.call('GET', '/v1/prices', { as: other })).body).toEqual({ prices: [] });
  });

  const usdPerMillion = { input: 1 };
  it.each([
    [[{ model: '', usdPerMillion }], '/prices/0/model'],
    [[{ model: 'x'.repeat(257), usdPerMillion }], '/prices/0/model'],
    [[{ model: 'a\u0000b', usdPerMillion }], '/prices/0/model'],
    [[{ model: 'a\ud800b', usdPerMillion }], '/prices/0/model'],
    [[{ model: 'a', usdPerMillion: {} }], '/prices/0/usdPerMillion'],
    [[{ model: 'a', usdPerMillion: { input: -1 } }], '/prices/0/usdPerMillion/input'],
    [[{ model: 'a', usdPerMillion: { input: 1e7 } }], '/prices/0/usdPerMillion/input'],
    [[{ model: 'a', usdPerMillion: { input: '1' } }], '/prices/0/usdPerMillion/input'],
    [[{ model: 'a', usdPerMillion: { input: 1e-200 } }], '/prices/0/usdPerMillion/input'],
    [[{ model: 'a', usdPerMillion: { input: 1, inputs: 2 } }], '/prices/0/usdPerMillion/inputs'],
    [
      [
        { model: 'azure/gpt-4o', usdPerMillion },
        { model: 'GPT-4o', provider: 'azure', usdPerMillion },
      ],
      '/prices/1',
    ],
    [Array.from({ length: 201 }, (_, n) => ({ model: `m${n}`, usdPerMillion })), '/prices'],
  ])('%j are refused, with what is wrong', async (prices, pointer) => {
    const { status, body } = await put(prices);
    expect([status, body.errors]).toMatchObject([400, [{ pointer }]]);
  });

  it('If-Match guards against lost updates', async () => {
    await put(LIST);
    const { headers } = await call('GET', '/v1/prices');
    await put(LIST.slice(1));
    const late = await world.call('PUT', '/v1/prices', {
      as,
      body: { prices: [] },
      headers: { 'if-match': String(headers['etag']) },
    });
    expect(late.status).toBe(412);
  });

  it('hold for monitors and their previews', async () => {
    const agents = new Happenings(world, as.project);
    const monitor = {
      ...{
        name: 'a day',
        kind: 'sum',
        eventTypes: ['llm.request.completed'],
        value: 'cost',
        limit: 1_000_000,
      },
      ...{
        window: { calendar: 'day', timeZone: 'UTC' },
        thresholds: [{ atPercent: 100, severity: 'critical' }],
      },
    };
    const { id } = (await call('POST', '/v1/monitors', monitor)).body;
    const since = new Date(world.clock.now).toISOString();
    await put([{ model: 'our-own-7b', usdPerMillion: { input: 1, output: 2 } }]);
    const data = { model: 'our-own-7b', inputTokens: 1_000, outputTokens: 100 };
    await agents.happen({ type: 'llm.request.completed', data });
    expect((await call('GET', `/v1/monitors/${id}/values`)).body).toMatchObject({ data: [{ value: 1_200 }] });
    world.clock.now += 60_000;
    const { body } = await call('POST', '/v1/monitors/preview', { monitor, since });
    expect(body).toMatchObject({ uncounted: { unknownCost: 0 }, groups: 1 });
  });
});
