import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const SOURCE = [{ name: 'source', op: '=', value: 'a' }];

interface FiringAlert {
  id: string;
  monitor: { id: string };
  group: { source: string };
}

interface Made {
  id: string;
  until: string;
  matchers: object[];
  matches: { count: number; alerts: { id: string }[] };
}

describe('silences', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
    as = await world.project();
  });
  afterAll(() => world.stop());

  beforeEach(async () => {
    as = await world.project();
  });

  const post = async (body: object) =>
    (await world.call('POST', '/v1/silences', { as, body })).body as unknown as Made;

  /** The alerts of two agents that have each failed. */
  async function firing(...sources: string[]) {
    const monitor = {
      ...{ name: 'five failures', kind: 'count', eventTypes: ['agent.run.failed'], groupBy: ['source'] },
      ...{ window: { slidingSeconds: 600 }, thresholds: [{ atLeast: 1, severity: 'critical' }] },
    };
    expect((await world.call('POST', '/v1/monitors', { as, body: monitor })).status).toBe(201);
    const happenings = new Happenings(world, as.project);
    await happenings.happen(...sources.map((source) => ({ source })));
    await happenings.sweep();
    const { body } = await world.call('GET', '/v1/alerts', { as });
    const alerts = body.data as unknown as FiringAlert[];
    return sources.map((source) => alerts.find(({ group }) => group.source === source));
  }

  const silence = (...expressions: string[]) =>
    world.call('POST', '/v1/silences', {
      as,
      body: {
        matchers: expressions.map((value) => ({ name: 'source', op: '=~', value })),
        ...{ until: '2026-03-02T12:00:00Z', reason: 'test' },
      },
    });

  it('An expression that cannot be matched in a bounded time is refused by its place', async () => {
    const refused = await silence('.*-(eu|us)-.*', '[\\p{L}\\p{N}]{1,3000}');
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/matchers/1/value', detail: expect.stringContaining('at most 600') as string }],
    ]);
    for (const bare of [')(', 'a)|(b']) expect((await silence(bare)).status).toBe(400);
  });

  it('The expressions of one silence, and of all of a project, have a size together', async () => {
    const large = await silence('a{500}', 'a{500}', 'a{500}');
    expect([large.status, large.body.errors[0]?.pointer]).toEqual([400, '/matchers']);
    for (let count = 0; count < 4; count += 1) expect((await silence('a{550}', 'a{550}')).status).toBe(201);
    expect((await silence('a{550}', 'a{550}')).status).toBe(409);
    expect((await silence('.*-(eu|us)-.*')).status).toBe(201);
  });

  it('A silence says which open alerts it matches, and the name of a monitor is as good as its id', async () => {
    const alerts = await firing('a', 'b');
    for (const value of ['five failures', alerts[0]?.monitor.id ?? '']) {
      const matchers = [
        { name: 'monitor', op: '=', value },
        { name: 'source', op: '=', value: 'a' },
      ];
      const made = await post({ matchers, for: '2h' });
      expect(made).toMatchObject({
        ...{ status: 'active', reason: 'Silenced by a person', warnings: [] },
        matches: {
          ...{ count: 1, complete: true },
          alerts: [{ id: alerts[0]?.id, monitor: 'five failures', group: { source: 'a' } }],
        },
      });
      const shown = await world.call('GET', `/v1/silences/${made.id}`, { as });
      expect(shown.body).toEqual(made);
    }
    const none = await post({ matchers: [{ name: 'nonsense', op: '=', value: 'x' }], for: '2h' });
    expect(none).toMatchObject({
      matches: { count: 0, alerts: [] },
      warnings: [{ pointer: '/matchers/0/name' }],
    });
    await world.call('POST', `/v1/alerts/${alerts[0]?.id}/resolve`, { as });
    const after = await post({ matchers: [{ name: 'source', op: '=~', value: 'a|b' }], until: '2h' });
    expect(after.matches.alerts.map(({ id }) => id)).toEqual([alerts[1]?.id]);
  });

  it('An alert is silenced by its id, and nothing else is', async () => {
    const [alert, other] = await firing('a', 'b');
    const made = await post({ alert: alert?.id ?? '', for: '2h' });
    expect(made.matches).toMatchObject({ count: 1, alerts: [{ id: alert?.id }] });
    expect(made.matchers).toEqual([
      { name: 'monitor', op: '=', value: alert?.monitor.id },
      { name: 'source', op: '=', value: 'a' },
    ]);
    const began = world.clock.now;
    expect(Math.abs(Date.parse(made.until) - began - 7_200_000)).toBeLessThan(1_000);
    const theirs = await world.project();
    const refused = await world.call('POST', '/v1/silences', {
      as: theirs,
      body: { alert: other?.id, for: '2h' },
    });
    expect([refused.status, refused.body.errors]).toEqual([
      400,
      [{ pointer: '/alert', detail: 'is no alert of this project' }],
    ]);
    expect((await world.call('GET', `/v1/silences/${made.id}`, { as: theirs })).status).toBe(404);
  });

  it.each([
    ['/until', { matchers: SOURCE }],
    ['/for', { matchers: SOURCE, until: '2h', for: '2h' }],
    ['/until', { matchers: SOURCE, until: 'tomorrow' }],
    ['/until', { matchers: SOURCE, until: '2020-01-01T00:00:00Z' }],
    ['/for', { matchers: SOURCE, for: '400d' }],
    ['/matchers', { for: '2h' }],
    ['/matchers', { for: '2h', matchers: SOURCE, alert: 'alt_1' }],
  ])('A silence is refused at %s: %j', async (pointer, body) => {
    const { status, body: problem } = await world.call('POST', '/v1/silences', { as, body });
    expect([status, problem.errors.map((error) => error.pointer)]).toEqual([400, [pointer]]);
  });
});
