import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const HOUR = 3_600_000;
const iso = (ms: number): string => new Date(ms).toISOString();
const FAILURES = {
  ...{ name: 'five failures', kind: 'count', eventTypes: ['agent.run.failed'], groupBy: ['source'] },
  ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 5, severity: 'critical' }] },
};
const COST = {
  ...{ name: 'a day', kind: 'sum', eventTypes: ['llm.request.completed'], value: 'cost', limit: 1_000_000 },
  ...{ window: { calendar: 'day', timeZone: 'UTC' }, thresholds: [{ atPercent: 100, severity: 'critical' }] },
};

describe('monitors, by their values', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  let agents: Happenings;

  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    as = await world.project();
    agents = new Happenings(world, as.project);
  });
  afterAll(() => world.stop());

  const call = (method: string, target: string, body?: unknown) => world.call(method, target, { as, body });
  const made = async (body: object): Promise<string> => (await call('POST', '/v1/monitors', body)).body.id;
  const preview = (monitor: object, since: number, until?: number) =>
    call('POST', '/v1/monitors/preview', {
      monitor,
      since: iso(since),
      ...(until !== undefined && { until: iso(until) }),
    });

  describe('GET /v1/monitors/{id}/values', () => {
    it('shows each group with its value, its state and how it came to be', async () => {
      const id = await made(FAILURES);
      // Into a later step of the window than the one in which the monitor was made.
      world.clock.now += 20_000;
      await agents.happen({ source: 'a' }, { source: 'b' });
      world.clock.now += 300_000;
      await agents.happen(...Array.from({ length: 4 }, () => ({ source: 'a' })));
      const { status, body } = await call('GET', `/v1/monitors/${id}/values`);
      expect(status).toBe(200);
      const groups = body.data as unknown as { group: { source: string }; series: { value: number }[] }[];
      const of = (source: string) => groups.find(({ group }) => group.source === source);
      expect(of('a')).toMatchObject({
        value: 5,
        samples: 5,
        state: 'firing',
        alert: expect.stringMatching(/^alt_/),
      });
      expect(of('b')).toMatchObject({ value: 1, state: 'ok', alert: null, overflow: false });
      const series = of('a')?.series.map(({ value }) => value) ?? [];
      expect(series).toHaveLength(25);
      expect([series[0], series[12], series.at(-1)]).toEqual([0, 1, 5]);
      expect(body).toMatchObject({ groups: 2, nextCursor: null, advice: null, unknownModels: [] });
    });

    it('pages through many groups', async () => {
      const id = await made(FAILURES);
      await agents.happen(...Array.from({ length: 7 }, (_, n) => ({ source: `bot_${n}` })));
      const first = await call('GET', `/v1/monitors/${id}/values?limit=5`);
      const second = await call('GET', `/v1/monitors/${id}/values?limit=5&cursor=${first.body.nextCursor}`);
      expect([first.body.data.length, second.body.data.length, second.body.nextCursor]).toEqual([5, 2, null]);
      const { data } = (await call('GET', `/v1/monitors/${id}/values?limit=1`)).body;
      expect(data).toHaveLength(1);
    });

    it('3.5 names models whose price is not known, with what to do about it, and counts what was skipped', async () => {
      const id = await made(COST);
      const tokens = { inputTokens: 1_000, outputTokens: 1_000 };
      const type = 'llm.request.completed';
      await agents.happen(
        { type, data: { model: 'our-own-7b', ...tokens } },
        { type, data: { model: 'our-own-7b', ...tokens } },
        { type, data: { model: 'their-own-1b', ...tokens } },
        { type, data: { costMicroUsd: 250_000 } },
        { type, data: { model: 'gpt-5' } },
      );
      const { body } = await call('GET', `/v1/monitors/${id}/values`);
      expect(body).toMatchObject({
        data: [{ value: 250_000, samples: 1, group: {}, partial: true }],
        uncounted: { late: 0, skipped: 1, unknownCost: 3 },
        unknownModels: [
          { model: 'our-own-7b', events: 2 },
          { model: 'their-own-1b', events: 1 },
        ],
        advice: expect.stringMatching(/`costMicroUsd`/),
        missingFields: [{ field: 'data.usage', events: 1, advice: expect.stringMatching(/`prompt_tokens`/) }],
        ...{ unit: 'microUsd', limit: 1_000_000, limitUsd: 1 },
      });
      expect(body.data).toMatchObject([{ valueUsd: 0.25, series: [{ valueUsd: 0.25 }] }]);
    });

    it('3.5 shows a group of which only events of unknown cost came, with their models and without a value', async () => {
      const id = await made({ ...COST, groupBy: ['source'] });
      const type = 'llm.request.completed';
      const tokens = { inputTokens: 1_000, outputTokens: 1_000 };
      await agents.happen(
        { type, source: 'a', data: { model: 'our-own-7b', ...tokens } },
        { type, source: 'a', data: { model: 'whisper-1', ...tokens } },
        { type, source: 'b', data: { costMicroUsd: 5 } },
        { type, source: 'b', data: { model: 'our-own-7b', ...tokens } },
      );
      const { body } = await call('GET', `/v1/monitors/${id}/values`);
      expect(body.data).toMatchObject([
        { group: { source: 'b' }, value: 5, samples: 1, unknownCost: { events: 1, models: ['our-own-7b'] } },
        {
          ...{ group: { source: 'a' }, state: 'ok', value: null, samples: 0, overflow: false },
          unknownCost: { events: 2, models: ['our-own-7b', 'whisper-1'] },
        },
      ]);
      expect(body).toMatchObject({ groups: 1, uncounted: { unknownCost: 3 } });
    });

    it('shows the period before of a calendar window', async () => {
      const id = await made(COST);
      const event = { type: 'llm.request.completed', data: { costMicroUsd: 10 } };
      await agents.happen(event, event);
      world.clock.now += 24 * HOUR;
      await agents.happen(event);
      const { body } = await call('GET', `/v1/monitors/${id}/values`);
      expect(body.data).toMatchObject([
        { value: 10, partial: false, series: [{ value: 20 }, { value: 10 }] },
      ]);
    });
  });

  describe('POST /v1/monitors/preview', () => {
    it('answers when it would have fired, without a trace', async () => {
      const begin = world.clock.now;
      for (let n = 0; n < 5; n++) await agents.store({ source: 'a', at: begin + n * 60_000 });
      await agents.store({ source: 'b', at: begin + 60_000 }, { type: 'agent.run.completed', at: begin });
      world.clock.now += HOUR;
      const monitor = { ...FAILURES, actions: [{ kind: 'pauseAgent' }], resolveAfterSeconds: 0 };
      const { status, body } = await preview(monitor, begin);
      expect(status).toBe(200);
      const group = { source: 'a' };
      expect(body).toMatchObject({
        ...{
          complete: true,
          events: 6,
          groups: 2,
          moreEdges: 0,
          through: (body as unknown as { until: string }).until,
        },
        edges: [
          { at: iso(begin + 240_000), group, edge: 'fired', severity: 'critical', value: 5 },
          { group, edge: 'resolved' },
        ],
        series: [{ group }, { group: { source: 'b' } }],
      });
      const [first] = (body as unknown as { series: { values: { at: string; value: number }[] }[] }).series;
      expect(Math.max(...(first?.values ?? []).map(({ value }) => value))).toBe(5);
      expect((await call('GET', '/v1/monitors')).body.data).toEqual([]);
      expect((await call('GET', '/v1/changes')).body.data).not.toContainEqual(
        expect.objectContaining({ action: expect.stringMatching(/^monitor/) }),
      );
    });

    it('fills its window before it begins, and tells of nothing that was before', async () => {
      const begin = world.clock.now;
      for (let n = 0; n < 6; n++) await agents.store({ at: begin + n * 30_000 });
      world.clock.now += HOUR;
      const later = await preview(FAILURES, begin + 200_000);
      expect(later.body).toMatchObject({ events: 6, edges: [{ edge: 'resolved' }] });
      const [series] = (later.body as unknown as { series: { values: { at: string; value: number }[] }[] })
        .series;
      expect(series?.values[0]).toEqual({ at: iso(begin + 200_000), value: 6 });
    });

    it('leaves out what Tocsin itself says of agents', async () => {
      const begin = world.clock.now;
      await agents.store({ type: 'agent.paused' }, { type: 'agent.run.failed' });
      const { body } = await preview({ ...FAILURES, eventTypes: ['agent.*'] }, begin);
      expect(body).toMatchObject({ events: 1 });
    });

    it('3.5 says what it could not count', async () => {
      const begin = world.clock.now;
      const type = 'llm.request.completed';
      await agents.store({ type, data: { model: 'our-own-7b', inputTokens: 5, outputTokens: 5 } });
      const { body } = await preview(COST, begin);
      expect(body).toMatchObject({
        uncounted: { unknownCost: 1 },
        unknownModels: [{ model: 'our-own-7b', events: 1 }],
        advice: expect.any(String),
      });
    });

    it('takes dollars, answers in both, and names the fields that were missing', async () => {
      const begin = world.clock.now;
      const type = 'llm.request.completed';
      await agents.store({ type, data: { costUsd: 1.5 } }, { type, data: { cost: 1 } });
      world.clock.now += HOUR;
      const { body } = await preview({ ...COST, limit: { usd: 1 } }, begin);
      expect(body).toMatchObject({
        ...{ unit: 'microUsd', limit: 1_000_000, limitUsd: 1 },
        edges: [{ edge: 'fired', value: 1_500_000, valueUsd: 1.5 }],
        missingFields: [{ field: 'data.cost', events: 1, advice: expect.stringContaining('costUsd') }],
      });
      const plain = await preview(FAILURES, begin);
      expect(plain.body).toMatchObject({ unit: 'events', limit: null, missingFields: [] });
      expect(plain.body).not.toHaveProperty('limitUsd');
    });

    it('refuses what is impossible, where it stands in the request', async () => {
      const now = world.clock.now;
      const day = 24 * HOUR;
      const asked = [
        preview({ ...FAILURES, window: undefined }, now - day),
        preview({ ...FAILURES, groupBy: ['model'] }, now - day),
        preview(FAILURES, now - 31 * day),
        preview(FAILURES, now - day, now + day),
        preview(FAILURES, now - day, now - 2 * day),
      ];
      const answers = await Promise.all(asked);
      expect(answers.map(({ status, body }) => [status, body.errors[0]?.pointer])).toEqual([
        [400, '/monitor/window'],
        [400, '/monitor/groupBy/0'],
        [400, '/since'],
        [400, '/until'],
        [400, '/since'],
      ]);
    });
  });
});
