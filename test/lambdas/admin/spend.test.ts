import type { Spend } from '../../../core/price/spend';
import { READ_LIMITS } from '../../../lambdas/admin/stored-events';
import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const MINUTE = 60_000;
const DAY = 86_400_000;

/** What the answer has. */
interface Report extends Spend {
  since: string;
  until: string;
  complete: boolean;
  through: string;
  moreRows: number;
}

describe('GET /v1/spend', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  let agents: Happenings;
  const limits = { ...READ_LIMITS };

  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    world.clock.now = Date.parse('2026-03-01T12:00:00Z');
    as = await world.project();
    agents = new Happenings(world, as.project);
  });
  afterEach(() => Object.assign(READ_LIMITS, limits));
  afterAll(() => world.stop());

  const ask = (query = '', headers = {}) => world.call('GET', `/v1/spend${query}`, { as, headers });
  const report = async (query = '') => (await ask(query)).body as unknown as Report;
  const cost = (costMicroUsd: number, more: object = {}) => ({
    ...{ type: 'llm.request.completed', data: { costMicroUsd } },
    ...more,
  });
  const iso = (ms: number) => new Date(ms).toISOString();

  it('answers what was spent today, by agent, without being asked for more', async () => {
    const { now } = world.clock;
    await agents.store(cost(2_500_000), cost(1, { source: 'b' }), cost(7, { at: now - 13 * 3_600_000 }));
    expect(await report()).toMatchObject({
      ...{ since: '2026-03-01T00:00:00.000Z', timeZone: 'UTC', complete: true, moreRows: 0 },
      total: { usd: 2.500001, costMicroUsd: 2_500_001, requests: 2 },
      rows: [
        { agent: 'bot', usd: 2.5 },
        { agent: 'b', usd: 0.000001 },
      ],
    });
  });

  it('is nothing on a day that has just begun', async () => {
    world.clock.now = Date.parse('2026-03-01T23:59:59.999Z');
    expect(await report()).toMatchObject({
      ...{ since: '2026-03-02T00:00:00.000Z', until: '2026-03-02T00:00:00.000Z', complete: true },
      ...{ total: { usd: 0 }, rows: [], unpriced: [], withoutUsage: { events: 0, whatToDo: null } },
    });
  });

  it('counts what came up to an hour late on the day of its time', async () => {
    const midnight = Date.parse('2026-03-01T00:00:00Z');
    await agents.store(
      cost(10, { at: midnight + 30 * MINUTE, time: midnight - 1 }),
      cost(200, { at: midnight + 61 * MINUTE, time: midnight - 1 }),
      cost(3_000, { at: midnight + 1 }),
    );
    expect(await report('?since=yesterday')).toMatchObject({
      ...{ until: iso(midnight), through: iso(midnight + 60 * MINUTE), complete: true },
      total: { costMicroUsd: 10 },
    });
    expect((await report()).total.costMicroUsd).toBe(3_000);
    expect((await report('?since=2d&by=day')).rows).toMatchObject([
      { day: '2026-03-01', costMicroUsd: 3_000 },
      { day: '2026-02-28', costMicroUsd: 210 },
    ]);
  });

  it('says how far it came if there is too much', async () => {
    READ_LIMITS.events = 200;
    const begin = world.clock.now;
    await agents.store(...Array.from({ length: 450 }, (_, n) => cost(1, { at: begin + n })));
    world.clock.now += MINUTE;
    const cut = await report();
    expect(cut).toMatchObject({ complete: false, total: { requests: 200 } });
    expect(cut.through).toBe(iso(begin + 199));
  });

  it('names at most 500 rows, and counts the others', async () => {
    await agents.store(...Array.from({ length: 503 }, (_, n) => cost(n + 1, { source: `agent-${n}` })));
    const found = await report();
    expect([found.rows.length, found.moreRows, found.rows[0]?.agent]).toEqual([500, 3, 'agent-502']);
    expect(found.total.requests).toBe(503);
    expect((await ask('', { accept: 'text/csv' })).text).toMatch(/,false\r\n$/);
  });

  it('begins with what is still kept if a period began before, and says that it is not complete', async () => {
    world.clock.now = Date.parse('2026-03-31T12:00:00Z');
    expect(await report('?since=month')).toMatchObject({
      ...{ since: expect.stringMatching(/^2026-03-01T12:00:00/) as string, complete: false },
    });
    expect(await report('?since=week')).toMatchObject({ complete: true });
  });

  it('has the own prices of the project as they are now', async () => {
    const data = { model: 'our-own-7b', inputTokens: 1_000_000, outputTokens: 0 };
    await agents.store({ type: 'llm.request.completed', data });
    expect(await report('?by=model')).toMatchObject({
      ...{ total: { usd: 0, unpricedRequests: 1 }, rows: [{ model: 'our-own-7b', unpricedRequests: 1 }] },
      unpriced: [{ model: 'our-own-7b', provider: null, reason: 'price', events: 1 }],
    });
    const prices = [{ model: 'our-own-7b', usdPerMillion: { input: 2, output: 2 } }];
    await world.call('PUT', '/v1/prices', { as, body: { prices } });
    expect(await report('?by=model')).toMatchObject({ total: { usd: 2 }, unpriced: [] });
  });

  it('comes as CSV, if that is what is accepted first', async () => {
    await agents.store(cost(2_500_000, { data: { costMicroUsd: 2_500_000, model: 'gpt-4o' } }));
    const { status, headers, text } = await ask('?by=model,day', {
      accept: 'text/csv, application/json;q=0.5',
    });
    expect([status, headers['content-type']]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(text).toBe(
      'day,model,provider,usd,costMicroUsd,requests,unpricedRequests,inputTokens,outputTokens,cachedInputTokens,complete\r\n' +
        '2026-03-01,gpt-4o,openai,2.5,2500000,1,0,0,0,0,true\r\n',
    );
    for (const accept of ['*/*', 'application/json, text/csv', ''])
      expect((await ask('', { accept })).headers['content-type']).toBe('application/json');
  });

  it.each([
    ['?since=lastweek', '/since', /"lastweek" is none of today, yesterday, week, month, .*7d.*RFC 3339/],
    ['?since=', '/since', /"" is none of/],
    ['?since=2026-02-30T00:00:00Z', '/since', /"2026-02-30T00:00:00Z" is none of/],
    [`?since=${'x'.repeat(65)}`, '/since', /at most 64/],
    ['?since=31d', '/since', /2026-01-29T.* within the last 30 days/],
    ['?since=999999d', '/since', /within the last 30 days/],
    ['?since=2026-03-01T12:30:00Z', '/since', /2026-03-01T12:30.* after "until", 2026-03-01T12:00/],
    ['?until=tomorrow', '/until', /RFC 3339/],
    ['?until=2026-03-02T00:00:00Z', '/until', /2026-03-02T00:00:00.000Z, and must not be in the future/],
    ['?timeZone=Mars/Olympus', '/timeZone', /IANA.*"Mars\/Olympus"/],
    ['?by=agnet', '/by', /"agnet" is none of agent, model, day/],
    ['?by=agent,', '/by', /"" is none of/],
    ['?by=day,day', '/by', /"day,day" has a name twice/],
    ['?from=today', '/from', /not a known query parameter: there are "since", "until", "timeZone", "by"/],
  ])('refuses %s, and says what there is', async (query, pointer, rule) => {
    const { status, body } = await ask(query);
    expect([status, body.errors]).toMatchObject([
      400,
      [{ pointer, detail: expect.stringMatching(rule) as string }],
    ]);
  });

  it('can be asked with a key that may only read, and of one’s own project only', async () => {
    await agents.store(cost(5));
    const other = await world.project();
    const asked = async (key: object) => await world.call('GET', '/v1/spend', { as: { ...as, ...key } });
    expect((await asked({ scopes: 'read' })).body).toMatchObject({ total: { costMicroUsd: 5 } });
    expect((await asked({ scopes: 'ingest' })).status).toBe(403);
    expect((await asked(other)).body).toMatchObject({ total: { requests: 0 }, rows: [] });
  });

  it('is of as many days as are asked for, and they add up', async () => {
    const { now } = world.clock;
    await agents.store(...Array.from({ length: 20 }, (_, n) => cost(1 << n, { at: now - n * DAY })));
    const { rows, total } = await report('?since=30d&by=day&timeZone=Asia/Kolkata');
    expect(rows).toHaveLength(20);
    expect(rows.reduce((sum, row) => sum + row.costMicroUsd, 0)).toBe(total.costMicroUsd);
  });
});
