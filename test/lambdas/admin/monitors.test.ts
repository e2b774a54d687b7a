import { QueryCommand, ScanCommand } from '@aws-sdk/lib-dynamodb';
import { monitorShardKey, watchPartition } from '../../../adapters/aws/keys';
import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const NEW = {
  name: 'five failures',
  kind: 'count',
  eventTypes: ['agent.run.failed'],
  groupBy: ['source'],
  window: { slidingSeconds: 600 },
  thresholds: [{ atLeast: 5, severity: 'critical' }],
  resolveAfterSeconds: 0,
};
const STREAK = {
  ...{ name: 'in a row', kind: 'streak', eventTypes: ['agent.run.*'], groupBy: ['source'] },
  badFilter: { type: ['agent.run.failed'] },
  thresholds: [{ atLeast: 3, severity: 'error' }],
};
const FIVE = Array.from({ length: 5 }, () => ({}));
const MINUTE = 60_000;

describe('monitors', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;
  let agents: Happenings;

  beforeAll(async () => {
    world = await startWorld();
  });
  beforeEach(async () => {
    as = await world.project();
    agents = new Happenings(world, as.project);
    world.published.length = 0;
  });
  afterAll(() => world.stop());

  const call = (method: string, target: string, body?: unknown) => world.call(method, target, { as, body });
  const make = async (body: object = NEW): Promise<string> => {
    const { status, body: made, text } = await call('POST', '/v1/monitors', body);
    if (status !== 201) throw new Error(text);
    return made.id;
  };
  const patch = async (id: string, body: object): Promise<void> => {
    const { status, text } = await call('PATCH', `/v1/monitors/${id}`, body);
    if (status !== 200) throw new Error(text);
  };

  const rowsOf = async (pk: string): Promise<Record<string, unknown>[]> => {
    const query = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': pk } };
    const { Items } = await world.tables.send(new QueryCommand({ TableName: 'subscriptions', ...query }));
    return Items ?? [];
  };
  const watching = async (type: string): Promise<unknown[]> =>
    (await rowsOf(watchPartition(as.project, type))).map(({ monitor }) => monitor);
  const shards = async (): Promise<unknown[]> =>
    (await rowsOf(monitorShardKey(as.project, 0).pk)).map(({ monitors }) => monitors);
  const groupsOf = async (id: string): Promise<Record<string, unknown>[]> => {
    const { Items = [] } = await world.tables.send(new ScanCommand({ TableName: 'monitoring' }));
    return Items.filter(({ sk, monitor }) => sk === 'group' && monitor === id);
  };
  const told = (): string[] =>
    world.published.map(({ type }) => type).filter((type) => type.startsWith('alert.'));
  const alertsOf = async (id: string): Promise<Record<string, unknown>[]> => {
    const { Items = [] } = await world.tables.send(new ScanCommand({ TableName: 'monitoring' }));
    return Items.filter(({ sk, monitor }) => sk === 'alert' && (monitor as { id: string }).id === id);
  };

  it('makes one, shows and lists it, and finds it by every type that it watches', async () => {
    const made = await call('POST', '/v1/monitors', { ...NEW, labels: { team: 'support' } });
    expect(made.status).toBe(201);
    expect(made.headers.etag).toBe('"1"');
    expect(made.body).toEqual({
      id: expect.stringMatching(/^mon_/),
      ...NEW,
      ...{ holdSeconds: 0, onNoData: 'keep', latenessSeconds: 3_600, cooldownSeconds: 900 },
      ...{ labels: { team: 'support' }, actions: [], enabled: true, generation: 1, revision: 1 },
      createdAt: expect.any(String),
      updatedAt: expect.any(String),
    });
    expect((await call('GET', `/v1/monitors/${made.body.id}`)).body).toEqual(made.body);
    expect((await call('GET', '/v1/monitors')).body.data).toEqual([made.body]);
    expect(await watching('agent.run.failed')).toEqual([made.body.id]);
    const { body } = await call('GET', '/v1/changes');
    expect(body.data[0]).toMatchObject({
      action: 'monitor.create',
      target: made.body.id,
      actor: 'key_admin',
    });
  });

  it('is unknown in other projects', async () => {
    const id = await make();
    const other = await world.project('other');
    for (const [method, body] of [['GET'], ['PATCH', {}], ['DELETE']] as const)
      expect((await world.call(method, `/v1/monitors/${id}`, { as: other, body })).status).toBe(404);
    expect((await world.call('GET', `/v1/monitors/${id}/values`, { as: other })).status).toBe(404);
    expect((await world.call('GET', '/v1/monitors', { as: other })).body.data).toEqual([]);
  });

  it('refuses what is impossible with the field and the rule, also by a change', async () => {
    const posted = await call('POST', '/v1/monitors', { ...NEW, window: { slidingSeconds: 31 * 86_400 } });
    expect(posted.status).toBe(400);
    expect(posted.body.errors).toEqual([
      { pointer: '/window/slidingSeconds', detail: expect.stringMatching(/kept for 30 days/) },
    ]);
    const id = await make();
    const changed = await call('PATCH', `/v1/monitors/${id}`, {
      thresholds: [{ atPercent: 50, severity: 'info' }],
      value: 'data.tokens',
    });
    expect(changed.status).toBe(400);
    expect(changed.body.errors.map(({ pointer }) => pointer)).toEqual(['/value', '/thresholds/0/atPercent']);
    const unsafe = await call('PATCH', `/v1/monitors/${id}`, { kind: 'sum', value: 'require("fs")' });
    expect(unsafe.body.errors[0]).toMatchObject({ pointer: '/value' });
    expect((await call('GET', `/v1/monitors/${id}`)).headers.etag).toBe('"1"');
  });

  it('changes what is given and takes an option away by null, guarded by If-Match', async () => {
    const id = await make({ ...NEW, filter: { source: ['bot'] }, holdSeconds: 30, labels: { a: 'b' } });
    const { body, headers } = await call('PATCH', `/v1/monitors/${id}`, {
      name: 'six failures',
      ...{ filter: null, holdSeconds: null, labels: null, eventTypes: ['agent.run.failed', 'agent.retry'] },
    });
    expect(body).toMatchObject({ name: 'six failures', holdSeconds: 0, labels: {}, resolveAfterSeconds: 0 });
    expect(body).not.toHaveProperty('filter');
    expect(headers.etag).toBe('"2"');
    expect(await watching('agent.retry')).toEqual([id]);
    await patch(id, { eventTypes: ['agent.retry'] });
    expect(await watching('agent.run.failed')).toEqual([]);
    const stale = await world.call('PATCH', `/v1/monitors/${id}`, {
      as,
      body: { name: 'x' },
      headers: { 'if-match': '"1"' },
    });
    expect(stale.status).toBe(412);
  });

  describe('3.1 shards', () => {
    it('3.1 holds at most 20 monitors, claimed for life and by none beyond', async () => {
      const ids: string[] = [];
      for (let n = 0; n < 21; n++) ids.push(await make());
      expect(await shards()).toEqual([20, 1]);
      await patch(ids[20] ?? '', { window: { slidingSeconds: 60 } });
      const shardOf = async (id: string) => (await world.admin.monitors.find(id, world.clock.now))?.shard;
      expect(await shardOf(ids[20] ?? '')).toBe(1);
      expect((await call('DELETE', `/v1/monitors/${ids[3]}`)).status).toBe(204);
      expect(await shards()).toEqual([19, 1]);
      expect(await shardOf(await make())).toBe(0);
      expect(await shardOf(ids[20] ?? '')).toBe(1);
    });

    it('3.1 is never overfull, however many are made at once', async () => {
      for (let n = 0; n < 18; n++) await make();
      await Promise.all(Array.from({ length: 4 }, () => make()));
      expect((await shards()).map(Number)).toEqual([20, 2]);
    });
  });

  describe('3.9 generations', () => {
    const SUM = {
      ...{ ...NEW, kind: 'sum', value: 'data.tokens', limit: 100, eventTypes: ['a.b', 'a.c'] },
      filter: { source: ['bot'] },
    };
    const RATE = {
      ...NEW,
      kind: 'rate',
      badFilter: { source: ['x'] },
      thresholds: [{ atLeast: 0.5, severity: 'info' }],
    };
    const ABSENCE = {
      ...{
        name: 'overdue',
        kind: 'absence',
        startTypes: ['a.start'],
        endTypes: ['a.end'],
        deadlineSeconds: 60,
      },
      thresholds: [{ atLeast: 1, severity: 'error' }],
    };

    it.each([
      ['window', SUM, { window: { slidingSeconds: 60 } }],
      ['groupBy', SUM, { groupBy: [] }],
      ['filter', SUM, { filter: { source: ['other'] } }],
      ['no filter', SUM, { filter: null }],
      ['kind', SUM, { kind: 'average' }],
      ['value', SUM, { value: 'data.tokens * 2' }],
      ['eventTypes', SUM, { eventTypes: ['a.b'] }],
      ['badFilter', RATE, { badFilter: { source: ['y'] } }],
      ['key', { ...NEW, kind: 'repetition', key: ['subject'] }, { key: ['data.tool'] }],
      ['startTypes', ABSENCE, { startTypes: ['a.begin'] }],
      ['endTypes', ABSENCE, { endTypes: ['a.end', 'a.stop'] }],
    ])('3.9 another %s begins a new one', async (_, made, change) => {
      const id = await make(made);
      expect((await call('PATCH', `/v1/monitors/${id}`, change)).body).toMatchObject({
        generation: 2,
        revision: 2,
      });
    });

    it.each([
      ['thresholds', { thresholds: [{ atLeast: 9, severity: 'info' }] }],
      ['limit', { limit: 200 }],
      ['name, labels and actions', { name: 'x', labels: { a: 'b' }, actions: [{ kind: 'pauseAgent' }] }],
      ['waits', { holdSeconds: 5, resolveAfterSeconds: 5, cooldownSeconds: 5, latenessSeconds: 5 }],
      ['order of the types', { eventTypes: ['a.c', 'a.b'] }],
      ['the same again', { window: { slidingSeconds: 600 }, filter: { source: ['bot'] } }],
      ['enabled', { enabled: false }],
    ])('3.9 other %s keep the counts', async (_, change) => {
      const id = await make(SUM);
      expect((await call('PATCH', `/v1/monitors/${id}`, change)).body).toMatchObject({
        generation: 1,
        revision: 2,
      });
    });

    it('3.9 a streak that did not see everything begins a new one when it is enabled', async () => {
      const id = await make(STREAK);
      await patch(id, { enabled: false });
      expect((await call('PATCH', `/v1/monitors/${id}`, { enabled: true })).body).toMatchObject({
        generation: 2,
      });
      const count = await make();
      await patch(count, { enabled: false });
      expect((await call('PATCH', `/v1/monitors/${count}`, { enabled: true })).body).toMatchObject({
        generation: 1,
      });
    });

    it('3.9 a new one resolves the alerts of the old one (monitorChanged) and frees its groups', async () => {
      const id = await make();
      await agents.happen(...FIVE);
      expect(told()).toEqual(['alert.firing']);
      await patch(id, { window: { slidingSeconds: 900 } });
      await agents.sweep();
      expect(told()).toEqual(['alert.firing', 'alert.resolved']);
      expect(await alertsOf(id)).toMatchObject([{ status: 'resolved', reason: 'monitorChanged', todo: {} }]);
      expect((await call('GET', `/v1/monitors/${id}/values`)).body.data).toEqual([]);
      world.clock.now += 120 * MINUTE;
      await agents.sweep();
      expect(await groupsOf(id)).toEqual([]);
      await agents.happen({});
      expect((await call('GET', `/v1/monitors/${id}/values`)).body.data).toMatchObject([
        { value: 1, state: 'ok' },
      ]);
    });

    it.each([
      ['disabled', 'monitorDisabled', (id: string) => patch(id, { enabled: false })],
      ['deleted', 'monitorDeleted', (id: string) => call('DELETE', `/v1/monitors/${id}`)],
    ])('3.9 one that is %s resolves its alerts (%s)', async (_, reason, end) => {
      const id = await make();
      await agents.happen(...FIVE);
      await end(id);
      await agents.happen(...FIVE);
      await agents.sweep();
      expect(told()).toEqual(['alert.firing', 'alert.resolved']);
      expect(await alertsOf(id)).toMatchObject([{ status: 'resolved', reason }]);
    });

    it('3.9 other thresholds judge the counts that are there, although no event comes', async () => {
      const id = await make({ ...NEW, resolveAfterSeconds: 0 });
      await agents.happen({}, {}, {});
      await patch(id, { thresholds: [{ atLeast: 3, severity: 'warning' }] });
      world.clock.now += 2 * MINUTE;
      await agents.sweep();
      expect(await alertsOf(id)).toMatchObject([{ status: 'firing', severity: 'warning', value: 3 }]);
      await patch(id, { thresholds: [{ atLeast: 4, severity: 'warning' }] });
      world.clock.now += 2 * MINUTE;
      await agents.sweep();
      expect(await alertsOf(id)).toMatchObject([{ status: 'resolved', reason: 'recovered' }]);
    });
  });

  it('goes on looking at groups where a sweep was interrupted', async () => {
    const id = await make();
    for (let n = 0; n < 12; n++) await agents.happen(...FIVE.map(() => ({ source: `bot_${n}` })));
    await call('DELETE', `/v1/monitors/${id}`);
    const { groups } = world.monitoring;
    jest.spyOn(console, 'error').mockImplementation();
    const broken = jest.spyOn(groups, 'lookAgain').mockRejectedValueOnce(new Error('gone'));
    await agents.sweep();
    broken.mockRestore();
    world.clock.now += 3 * MINUTE;
    await agents.sweep();
    expect((await alertsOf(id)).map(({ status }) => status)).toEqual(
      Array.from({ length: 12 }, () => 'resolved'),
    );
    const { body } = await call('GET', '/v1/jobs');
    expect(body.data).toMatchObject([{ kind: 'settleMonitor', status: 'done', done: 12, total: 12 }]);
  });

  it('does not let that job be cancelled', async () => {
    const id = await make();
    await call('DELETE', `/v1/monitors/${id}`);
    const { body } = await call('GET', '/v1/jobs');
    const answer = await call('DELETE', `/v1/jobs/${body.data[0]?.id}`);
    expect(answer).toMatchObject({ status: 409, body: { detail: expect.stringMatching(/groups/) } });
  });
});
