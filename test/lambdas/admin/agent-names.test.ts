import { Happenings } from './happenings';
import { startWorld, type World } from './world';

interface Shown {
  detail: string;
  state: string;
  version: number;
  changed: boolean;
  seen: boolean | null;
  warnings: { pointer: string; detail: string }[];
  holds: { until: string | null }[];
  errors: { pointer: string; detail: string }[];
  data: { agent: string }[];
}

describe('names of agents', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    as = await world.project();
  });

  const call = async (path: string, body: object = {}) => {
    const answer = await world.call('POST', path, { as, body });
    return { status: answer.status, body: answer.body as unknown as Shown };
  };
  const posted = (...sources: string[]) =>
    new Happenings(world, as.project).store(...sources.map((source) => ({ source })));
  const told = () => world.published.filter(({ project }) => project === as.project).map(({ type }) => type);

  it('A resume of an agent that nobody has seen is refused with the name that was meant, and leaves no row', async () => {
    await posted('support-bot', 'billing-bot');
    for (const path of ['/v1/agents/support-bto/resume', '/v1/agents/resume?agent=support-bto']) {
      const { status, body } = await call(path);
      expect([status, body.detail]).toEqual([
        404,
        'No agent "support-bto" has been seen. Did you mean "support-bot"?',
      ]);
    }
    expect((await call('/v1/agents/search/resume')).body.detail).toBe('No agent "search" has been seen.');
    const { body } = await world.call('GET', '/v1/agents', { as });
    expect(body.data).toEqual([]);
    expect(told()).toEqual([]);
  });

  it('A resume of an agent that was never paused changes nothing, and says so', async () => {
    await posted('support-bot');
    const { status, body } = await call('/v1/agents/support-bot/resume');
    expect(status).toBe(200);
    expect(body).toMatchObject({ state: 'running', changed: false, seen: true, version: 0, warnings: [] });
    expect(told()).toEqual([]);
  });

  it('A second resume makes no new version and tells nobody', async () => {
    await posted('support-bot');
    await call('/v1/agents/support-bot/pause', { reason: 'x' });
    const first = (await call('/v1/agents/support-bot/resume')).body;
    const second = (await call('/v1/agents/support-bot/resume')).body;
    expect([first.changed, first.version, second.changed, second.version]).toEqual([true, 2, false, 2]);
    expect(told()).toEqual(['agent.paused', 'agent.resumed']);
  });

  it('A pause of an agent that nobody has seen is made, and says which name may have been meant', async () => {
    await posted('support-bot');
    const { status, body } = await call('/v1/agents/support-bto/pause', { reason: 'x' });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ state: 'paused', changed: true, seen: false },
      warnings: [
        {
          pointer: '/agent',
          detail: 'No agent "support-bto" has been seen. Did you mean "support-bot"?',
        },
      ],
    });
    expect((await call('/v1/agents/support-bto/resume')).body).toMatchObject({
      ...{ state: 'running', changed: true, seen: true, warnings: [] },
    });
  });

  it('Where there are more events than are looked at, a resume is not refused, but says what it has not found', async () => {
    await posted('old-bot', ...Array.from({ length: 1_200 }, () => 'support-bot'));
    const { status, body } = await call('/v1/agents/support-bto/resume');
    expect(status).toBe(200);
    expect(body).toMatchObject({
      ...{ changed: false, seen: null, version: 0 },
      warnings: [
        {
          detail:
            'No event of "support-bto" is among the newest that are stored. Did you mean "support-bot"?',
        },
      ],
    });
  }, 60_000);

  it('An agent that stays paused by what is asked of all agents says what would lift it', async () => {
    await posted('a');
    await call('/v1/agents/*/pause', { reason: 'x' });
    const { body } = await call('/v1/agents/a/resume');
    expect(body).toMatchObject({ state: 'paused', changed: false, seen: true });
    expect(body.warnings.map(({ detail }) => detail)).toEqual([
      expect.stringContaining('/v1/agents/*/resume'),
    ]);
    expect((await call('/v1/agents/*/resume')).body).toMatchObject({ changed: true, warnings: [] });
  });

  it.each([
    [{ until: '2h' }, 7_200_000],
    [{ for: '90m' }, 5_400_000],
    [{ for: '7d' }, 604_800_000],
  ])('A pause with %j ends after that time', async (end, ms) => {
    const began = world.clock.now;
    const { body } = await call('/v1/agents/a/pause', { reason: 'x', ...end });
    const until = Date.parse(body.holds[0]?.until ?? '');
    expect(until - ms).toBeGreaterThanOrEqual(began);
    expect(until - ms).toBeLessThan(began + 1_000);
  });

  it.each([
    ['/until', { until: 'soon' }, /RFC 3339.*"90m"/],
    ['/until', { until: '2020-01-01T00:00:00Z' }, /must lie ahead/],
    ['/for', { for: '2' }, /must be a duration such as "90m"/],
    ['/for', { for: '2h', until: '2h' }, /must not be given with "until"/],
  ])('A pause is refused at %s for the end %j', async (pointer, end, detail) => {
    const { status, body } = await call('/v1/agents/a/pause', { reason: 'x', ...end });
    expect([status, body.errors]).toEqual([
      400,
      [{ pointer, detail: expect.stringMatching(detail) as string }],
    ]);
    expect(told()).toEqual([]);
  });
});
