import { decompress } from '../../../core/event/entry';
import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const DOLLAR = 1_000_000;
const budget = (more: object = {}) => ({
  ...{ name: 'budget', kind: 'sum', value: 'cost', eventTypes: ['llm.request.completed'] },
  ...{ groupBy: ['source'], window: { calendar: 'month', timeZone: 'UTC' }, limit: 100 * DOLLAR },
  thresholds: [
    { atPercent: 50, severity: 'warning' },
    { atPercent: 100, severity: 'critical' },
  ],
  actions: [{ kind: 'pauseAgent', atSeverity: 'critical' }],
  ...more,
});

describe('5.4 a budget after a person has resumed its agent', () => {
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
  const spend = (dollars: number) =>
    agents.happen({ type: 'llm.request.completed', source: 'a', data: { costMicroUsd: dollars * DOLLAR } });
  const stateOf = async (): Promise<unknown> => {
    const { data } = (await call('GET', '/v1/agents')).body as unknown as { data: { state: string }[] };
    return data[0]?.state ?? 'running';
  };
  const valuesOf = async (id: string) => {
    const { data } = (await call('GET', `/v1/monitors/${id}/values`)).body;
    return data as unknown as { value: number; state: string }[];
  };
  const told = (): string[] =>
    world.published
      .filter(({ project, type }) => project === as.project && type.startsWith('alert.'))
      .map(({ z }) => (JSON.parse(decompress(z)) as { data: { edge: string; severity: string } }).data)
      .map(({ edge, severity }) => `${edge} ${severity}`);

  it.each(['month', 'week', 'day'])('5.4 pauses it again by another limit of the %s', async (calendar) => {
    const made = await call('POST', '/v1/monitors', budget({ window: { calendar, timeZone: 'UTC' } }));
    await spend(110);
    expect(await stateOf()).toBe('paused');
    await call('POST', '/v1/agents/a/resume', {});
    expect(await stateOf()).toBe('running');
    await spend(90);
    expect([await stateOf(), await valuesOf(made.body.id)]).toMatchObject([
      'running',
      [{ value: 200 * DOLLAR, state: 'firing' }],
    ]);
    await spend(10);
    expect([await stateOf(), await valuesOf(made.body.id)]).toMatchObject([
      'paused',
      [{ value: 210 * DOLLAR }],
    ]);
    expect(told()).toEqual([...['fired critical', 'resolved critical', 'fired warning', 'raised critical']]);
  });

  it('5.4 pauses it again after every resume', async () => {
    await call('POST', '/v1/monitors', budget({ thresholds: [{ atPercent: 100, severity: 'critical' }] }));
    for (let round = 0; round < 4; round++) {
      await spend(100);
      expect(await stateOf()).toBe('paused');
      await call('POST', '/v1/agents/a/resume', {});
      await spend(99);
      expect(await stateOf()).toBe('running');
      await spend(1);
      expect(await stateOf()).toBe('paused');
      await call('POST', '/v1/agents/a/resume', {});
    }
  });

  it('5.4 tells again although a person resolved the alert by hand', async () => {
    await call('POST', '/v1/monitors', budget({ actions: [] }));
    await spend(110);
    const { data } = (await call('GET', '/v1/alerts')).body;
    await call('POST', `/v1/alerts/${data[0]?.id}/resolve`, {});
    await spend(100);
    expect(told()).toEqual(['fired critical', 'resolved critical', 'fired critical']);
  });

  it('5.4 counts of a calendar window are accounts too, and approving a review is an act', async () => {
    const review = [{ kind: 'requestReview' }];
    const thresholds = [{ atLeast: 3, severity: 'error' }];
    const { body } = await call(
      'POST',
      '/v1/monitors',
      budget({ kind: 'count', value: undefined, limit: undefined, thresholds, actions: review }),
    );
    for (let n = 0; n < 3; n++) await spend(1);
    const { data } = (await call('GET', '/v1/agents')).body as unknown as {
      data: { holds: { id: string }[] }[];
    };
    const path = `/v1/agents/a/reviews/${data[0]?.holds[0]?.id}`;
    await call('POST', path, { decision: 'approve', reason: 'fine' });
    expect([await stateOf(), await valuesOf(body.id)]).toMatchObject([
      'running',
      [{ value: 3, state: 'ok' }],
    ]);
    for (let n = 0; n < 3; n++) await spend(1);
    expect([await stateOf(), await valuesOf(body.id)]).toMatchObject(['paused', [{ value: 6 }]]);
  });

  it('5.4 an average of a calendar window begins anew, and may pause again', async () => {
    const average = {
      ...{ kind: 'average', minSamples: 2, thresholds: [{ atLeast: 50 * DOLLAR, severity: 'critical' }] },
      limit: undefined,
    };
    const { body } = await call('POST', '/v1/monitors', budget(average));
    await spend(60);
    await spend(60);
    expect(await stateOf()).toBe('paused');
    await call('POST', '/v1/agents/a/resume', {});
    await spend(60);
    expect([await stateOf(), await valuesOf(body.id)]).toMatchObject(['running', [{ value: null }]]);
    await spend(60);
    expect(await stateOf()).toBe('paused');
  });
});
