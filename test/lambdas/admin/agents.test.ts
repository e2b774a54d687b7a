import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { alertKey, groupKey } from '../../../adapters/aws/keys';
import { startWorld, type World } from './world';

interface Shown {
  agent: string;
  state: string;
  status: string;
  holds: { id: string; kind: string; actor: string; reason: string; until: string | null }[];
  modelSwitches: object[];
  version: number;
  reason?: string;
  acknowledgedBy?: string;
  data: { agent: string; action: string; target: string; id: string }[];
}

describe('agents and alerts through the API', () => {
  let world: World;
  let as: Awaited<ReturnType<World['project']>>;

  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.stop());
  beforeEach(async () => {
    as = await world.project();
  });

  const call = async (method: string, path: string, body?: object) => {
    const answer = await world.call(method, path, { as, ...(body && { body }) });
    return { status: answer.status, body: answer.body as unknown as Shown };
  };
  const told = () => world.published.filter(({ project }) => project === as.project).map(({ type }) => type);
  const put = (Item: object) => world.tables.send(new PutCommand({ TableName: 'monitoring', Item }));

  it('5.1 a person pauses and resumes; it is told, and stands in the record of changes', async () => {
    const paused = await call('POST', '/v1/agents/support-bot/pause', { reason: 'Refunds are wrong' });
    expect(paused).toMatchObject({
      status: 200,
      body: {
        agent: 'support-bot',
        state: 'paused',
        holds: [{ kind: 'pause', actor: as.keyId, until: null }],
      },
    });
    expect((await call('POST', '/v1/agents/support-bot/resume', {})).body).toMatchObject({
      state: 'running',
    });
    expect(told()).toEqual(['agent.paused', 'agent.resumed']);
    const { body } = await call('GET', '/v1/changes');
    expect(body.data.slice(0, 2).map(({ action, target }) => `${action} ${target}`)).toEqual([
      'agent.resume support-bot',
      'agent.pause support-bot',
    ]);
  });

  it('5.2 all agents are *', async () => {
    const { body } = await call('POST', `/v1/agents/${encodeURIComponent('*')}/pause`, { reason: 'x' });
    expect(body).toMatchObject({ agent: '*', state: 'paused' });
    expect((await call('GET', '/v1/agents')).body.data.map(({ agent }) => agent)).toEqual(['*']);
  });

  it('5.2 an agent that is resumed while all agents are paused says that it is still paused, and by whom', async () => {
    await call('POST', `/v1/agents/${encodeURIComponent('*')}/pause`, { reason: 'an outage' });
    await call('POST', '/v1/agents/a/pause', { reason: 'Refunds are wrong' });
    const { body } = await call('POST', '/v1/agents/a/resume', {});
    expect(body).toMatchObject({
      ...{ agent: 'a', state: 'paused' },
      holds: [{ kind: 'pause', reason: 'an outage', all: true, actor: as.keyId }],
    });
    const { data } = (await call('GET', '/v1/agents')).body as unknown as { data: { state: string }[] };
    expect(data.map(({ state }) => state)).toEqual(['paused', 'paused']);
    await call('POST', `/v1/agents/${encodeURIComponent('*')}/resume`, {});
    const after = (await call('POST', '/v1/agents/a/resume', {})).body;
    expect([after.state, after.holds]).toEqual(['running', []]);
  });

  it('5.1 a model is switched until a time', async () => {
    const until = new Date(world.clock.now + 60_000).toISOString();
    const asked = { from: 'gpt-5', to: 'gpt-5-mini', reason: 'x', until };
    const { body } = await call('POST', '/v1/agents/a/switch-model', asked);
    expect(body).toMatchObject({
      state: 'running',
      modelSwitches: [{ from: 'gpt-5', to: 'gpt-5-mini' }],
      holds: [{ until }],
    });
    expect(told()).toEqual(['agent.model.switched']);
  });

  it('5.6 a review is decided once', async () => {
    const { body } = await call('POST', '/v1/agents/a/review', { reason: 'Unusual' });
    const path = `/v1/agents/a/reviews/${body.holds[0]?.id}`;
    const denied = await call('POST', path, { decision: 'deny', reason: 'No' });
    expect(denied.body).toMatchObject({ state: 'paused', holds: [{ kind: 'pause' }] });
    expect((await call('POST', path, { decision: 'approve', reason: 'Yes' })).status).toBe(404);
    expect(told()).toEqual(['agent.paused', 'agent.review.requested', 'agent.review.decided']);
  });

  it('refuses what it cannot do, by field', async () => {
    const { status, body } = await call('POST', '/v1/agents/a/pause', {});
    expect([status, (body as unknown as { errors: { pointer: string }[] }).errors[0]?.pointer]).toEqual([
      400,
      '/reason',
    ]);
    expect((await call('POST', '/v1/agents/a/switch-model', { from: 'a', reason: 'x' })).status).toBe(400);
  });

  it("another project's agent of the same name is another", async () => {
    await call('POST', '/v1/agents/a/pause', { reason: 'x' });
    const other = await world.project();
    const { body } = await world.call('GET', '/v1/agents', { as: other });
    expect(body.data).toEqual([]);
  });

  describe('alerts', () => {
    const ALERT = 'alt_01KE2M0C8TB5W6X4N3R7ZQ9YAE';
    const group = { id: 'g', project: '', monitor: 'mon_1', generation: 1, group: { source: 'bot' } };

    beforeEach(async () => {
      const now = world.clock.now;
      const state = {
        ...group,
        project: as.project,
        state: 'firing',
        episode: 1,
        edge: 1,
        alert: ALERT,
        severity: 'error',
      };
      await put({ ...groupKey('mon_1', 1, 'g'), ...state, version: 1, counts: 1, countedAt: now });
      const alert = {
        ...{
          id: ALERT,
          project: as.project,
          monitor: { id: 'mon_1', name: 'm' },
          generation: 1,
          groupId: 'g',
        },
        ...{
          group: { source: 'bot' },
          labels: {},
          episode: 1,
          status: 'firing',
          severity: 'error',
          version: 1,
        },
        ...{
          edge: 1,
          value: 5,
          threshold: 5,
          unit: 'events',
          window: { start: 0, end: 1 },
          startedAt: 1,
          ...{ summary: '5 failures', events: [], asked: [] },
          todo: {},
        },
      };
      await put({ ...alertKey(ALERT), ...alert });
    });

    it('4.1 a person acknowledges, and resolves', async () => {
      const known = await call('POST', `/v1/alerts/${ALERT}/acknowledge`, {});
      expect(known.body).toMatchObject({ status: 'acknowledged', acknowledgedBy: as.keyId });
      const resolved = await call('POST', `/v1/alerts/${ALERT}/resolve`, {});
      expect(resolved.body).toMatchObject({ status: 'resolved', reason: 'manual' });
      await call('POST', `/v1/alerts/${ALERT}/resolve`, {});
      expect(told()).toEqual(['alert.acknowledged', 'alert.resolved']);
    });

    it("is not another project's business", async () => {
      const other = await world.project();
      for (const [method, path] of [
        ['GET', ''],
        ['POST', '/acknowledge'],
        ['POST', '/resolve'],
      ] as const) {
        const body = method === 'POST' ? { body: {} } : {};
        expect((await world.call(method, `/v1/alerts/${ALERT}${path}`, { as: other, ...body })).status).toBe(
          404,
        );
      }
    });
  });
});
