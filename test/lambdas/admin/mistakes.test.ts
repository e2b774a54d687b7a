import { startWorld, type World } from './world';

const SLACK = 'https://hooks.slack.com/services/T0/B0/x';
const webhook = { kind: 'webhook', url: 'https://example.com/hook' };

describe('mistakes', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    as = await world.project();
  });

  const call = async (method: string, path: string, body?: object) =>
    (await world.call(method, path, { as, ...(body && { body }) })).body;

  it('A subscription to a type that never happens is refused with the types that there are', async () => {
    const body = { name: 'x', eventTypes: ['alert.firing', 'alert.fired'], destination: webhook };
    expect((await call('POST', '/v1/subscriptions', body)).errors).toEqual([
      {
        pointer: '/eventTypes/1',
        detail:
          'never happens: of "alert.*" there is "alert.firing", "alert.acknowledged", "alert.resolved"; did you mean "alert.firing"?',
      },
    ]);
  });

  it('Making, changing and switching a subscription answer what may not be meant', async () => {
    const body = { name: 'x', eventTypes: ['agent.run.fail'], destination: webhook };
    const made = await call('POST', '/v1/subscriptions', body);
    const path = `/v1/subscriptions/${made.id}`;
    const meant = [
      { pointer: '/eventTypes/0', detail: expect.stringMatching(/"agent.run.failed"/) as string },
    ];
    expect(made.warnings).toEqual(meant);
    expect((await call('POST', `${path}/disable`)).warnings).toEqual(meant);
    expect((await call('PATCH', path, { name: 'y' })).warnings).toEqual(meant);
    expect((await call('PATCH', path, { eventTypes: ['agent.run.failed'] })).warnings).toEqual([]);
    expect(await call('GET', path)).not.toHaveProperty('warnings');
  });

  it('A set-up in one document shows the warnings of its parts by their places, planned, made and kept', async () => {
    const document = {
      subscriptions: [
        { name: 'runs', eventTypes: ['agent.run.*'], destination: webhook },
        { name: 'people', eventTypes: ['agent.*'], destination: { kind: 'slack', url: SLACK } },
      ],
    };
    for (const [query, action] of [
      ['', 'create'],
      ['?apply=true', 'create'],
      ['?apply=true', 'keep'],
    ]) {
      const answer = await call('PUT', `/v1/configuration${query}`, document);
      const { changes } = answer as unknown as { changes: { action: string; warnings?: object[] }[] };
      expect(changes.map((change) => change.action)).toEqual([action, action]);
      expect(changes[0]).not.toHaveProperty('warnings');
      expect(changes[1]?.warnings).toEqual([
        {
          pointer: '/subscriptions/1/eventTypes/0',
          detail: expect.stringMatching(/^would tell people of every run/) as string,
        },
      ]);
    }
  });

  it('Fields of a subscription as other products call them are led to ours', async () => {
    const body = { name: 'x', url: 'https://example.com', events: ['a'], filtre: {} };
    const { errors } = await call('POST', '/v1/subscriptions', body);
    const details = Object.fromEntries(errors.map(({ pointer, detail }) => [pointer, detail]));
    expect(details).toMatchObject({
      '/url': expect.stringMatching(/^is not a known field: it goes into "destination"/) as string,
      '/events': 'is not a known field: what is sent is named by "eventTypes"',
      '/filtre': 'is not a known field: did you mean "filter"?',
    });
  });

  it('A new key without scopes is told which there are', async () => {
    expect((await call('POST', '/v1/keys', { name: 'x' })).errors).toEqual([
      { pointer: '/scopes', detail: 'is required: one or more of "ingest", "read" and "admin"' },
    ]);
    expect((await call('POST', '/v1/keys', { name: 'x', scopes: 'admin' })).errors).toEqual([
      { pointer: '/scopes', detail: 'must be an array: one or more of "ingest", "read" and "admin"' },
    ]);
  });

  it.each([
    ['day', '{"calendar": "day", "timeZone": "UTC"} or {"slidingSeconds": 600}'],
    ['month', '{"calendar": "month", "timeZone": "UTC"} or {"slidingSeconds": 600}'],
    ['10m', '{"calendar": "day", "timeZone": "UTC"} or {"slidingSeconds": 600}'],
    [3_600, '{"calendar": "day", "timeZone": "UTC"} or {"slidingSeconds": 3600}'],
  ])('A window %j is answered with the form that is right', async (window, form) => {
    const monitor = { name: 'x', kind: 'count', thresholds: [{ atLeast: 1, severity: 'info' }], window };
    const { errors } = await call('POST', '/v1/monitors', { ...monitor, eventTypes: ['a'] });
    expect(errors).toEqual([{ pointer: '/window', detail: `must be an object: ${form}` }]);
  });

  it.each([
    [
      '/v1/alerts?agent=a',
      '/agent',
      /^is not a known query parameter: there are "limit", "cursor", "status"/,
    ],
    ['/v1/subscriptions/x?limit=1', '/limit', /^is not a known query parameter: there is none here$/],
  ])('%s names the query parameters that there are', async (path, pointer, detail) => {
    expect((await call('GET', path)).errors).toEqual([
      { pointer, detail: expect.stringMatching(detail) as string },
    ]);
  });

  it('A path at which nothing is leads to the nearest', async () => {
    expect((await call('GET', '/v1/subscription')).detail).toBe(
      'There is nothing at this path. Did you mean /v1/subscriptions?',
    );
    expect((await call('GET', '/v1/deliveries')).detail).toMatch(/\/v1\/events\/\{id\}\/deliveries/);
  });
});
