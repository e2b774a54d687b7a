import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const MONITOR = {
  ...{ name: 'five failures', kind: 'count', eventTypes: ['agent.run.failed'], groupBy: ['source'] },
  ...{ window: { calendar: 'day', timeZone: 'UTC' }, limit: 5, resolveAfterSeconds: 0 },
  ...{ thresholds: [{ atPercent: 100, severity: 'critical' }], actions: [{ kind: 'pauseAgent' }] },
};
interface Held {
  released: boolean;
  agents: { agent: string; kind: string; until: string | null }[];
  more: number;
}

describe('what outlasts a monitor', () => {
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
  const heldIn = (body: unknown): Held | undefined => (body as { held?: Held }).held;
  const fail = (times: number, ...sources: string[]) =>
    agents.happen(...sources.flatMap((source) => Array.from({ length: times }, () => ({ source }))));
  const states = async (): Promise<Record<string, string>> => {
    const { data } = (await call('GET', '/v1/agents')).body as unknown as {
      data: { agent: string; state: string }[];
    };
    return Object.fromEntries(data.map(({ agent, state }) => [agent, state]));
  };
  async function pausing(more: object = {}): Promise<string> {
    const { body } = await call('POST', '/v1/monitors', { ...MONITOR, ...more });
    await fail(5, 'a', 'b');
    expect(await states()).toEqual({ a: 'paused', b: 'paused' });
    return body.id;
  }
  const BOTH = [
    { agent: 'b', kind: 'pause', until: null },
    { agent: 'a', kind: 'pause', until: null },
  ];

  it('a deleted monitor says which agents it leaves paused', async () => {
    const id = await pausing();
    const { status, body } = await call('DELETE', `/v1/monitors/${id}`);
    expect([status, body]).toEqual([200, { held: { released: false, agents: BOTH, more: 0 } }]);
    expect(await states()).toEqual({ a: 'paused', b: 'paused' });
  });

  it('a deleted monitor lifts them if asked, and leaves what a person has asked for', async () => {
    const id = await pausing();
    await call('POST', '/v1/agents/b/pause', { reason: 'we look at it' });
    const { status, body } = await call('DELETE', `/v1/monitors/${id}?release=true`);
    expect([status, heldIn(body)?.released]).toEqual([200, true]);
    expect(await states()).toEqual({ a: 'running', b: 'paused' });
    expect(world.published.map(({ type }) => type)).toContain('agent.resumed');
  });

  it('a deleted monitor that holds nobody answers 204 as ever', async () => {
    const { body } = await call('POST', '/v1/monitors', MONITOR);
    expect((await call('DELETE', `/v1/monitors/${body.id}?release=true`)).status).toBe(204);
  });

  it.each([
    ['disabled', { enabled: false }],
    ['given a higher limit', { limit: 1_000 }],
    ['given another window', { window: { slidingSeconds: 60 } }],
  ])('a monitor that is %s says so too, and lifts if asked', async (_, change) => {
    const id = await pausing();
    const said = await call('PATCH', `/v1/monitors/${id}`, change);
    expect(heldIn(said.body)).toEqual({ released: false, agents: BOTH, more: 0 });
    expect(await states()).toEqual({ a: 'paused', b: 'paused' });
    const lifted = await call('PATCH', `/v1/monitors/${id}?release=true`, change);
    expect(heldIn(lifted.body)).toEqual({ released: true, agents: BOTH, more: 0 });
    expect(await states()).toEqual({ a: 'running', b: 'running' });
  });

  it('a limit that is raised with a release is the limit from then on', async () => {
    const id = await pausing();
    await call('PATCH', `/v1/monitors/${id}?release=true`, { limit: 8 });
    await fail(2, 'a');
    expect(await states()).toMatchObject({ a: 'running' });
    await fail(1, 'a');
    expect(await states()).toMatchObject({ a: 'paused', b: 'running' });
  });

  it('a change of the name says nothing of agents', async () => {
    const id = await pausing();
    expect((await call('PATCH', `/v1/monitors/${id}`, { name: 'other' })).body).not.toHaveProperty('held');
  });

  it('what lasts as long as its alert is not left behind', async () => {
    const id = await pausing({ actions: [{ kind: 'pauseAgent', until: 'resolved' }] });
    expect((await call('DELETE', `/v1/monitors/${id}`)).status).toBe(204);
  });

  it('an alert that is resolved by hand says so too, and lifts if asked', async () => {
    await pausing();
    const { data } = (await call('GET', '/v1/alerts')).body;
    const of = data.find((alert) => (alert as unknown as { group: { source: string } }).group.source === 'a');
    const said = await call('POST', `/v1/alerts/${of?.id}/resolve`, {});
    expect(heldIn(said.body)?.agents).toEqual([{ agent: 'a', kind: 'pause', until: null }]);
    await call('POST', `/v1/alerts/${of?.id}/resolve?release=true`, {});
    expect(await states()).toEqual({ a: 'running', b: 'paused' });
  });

  it('names a hundred agents and counts the others, and lifts all of them', async () => {
    const { body } = await call('POST', '/v1/monitors', {
      ...MONITOR,
      ...{
        limit: 1,
        groupBy: [],
        actions: [{ kind: 'pauseAgent', agents: Array.from({ length: 100 }, (_, n) => `x${n}`) }],
      },
    });
    const second = await call('POST', '/v1/monitors', { ...MONITOR, name: 'other', limit: 1 });
    await agents.happen(...Array.from({ length: 130 }, (_, n) => ({ source: `bot_${n}` })));
    const held = heldIn((await call('DELETE', `/v1/monitors/${second.body.id}?release=true`)).body);
    expect([held?.agents.length, held?.more]).toEqual([100, 30]);
    const paused = Object.entries(await states()).filter(([, state]) => state === 'paused');
    expect(paused.filter(([agent]) => agent.startsWith('bot_'))).toEqual([]);
    expect((await call('DELETE', `/v1/monitors/${body.id}`)).status).toBe(200);
  });

  it('a document that deletes or changes a monitor says so as well', async () => {
    await pausing();
    const document = (monitors: object[]) => ({ monitors });
    const plan = await call('PUT', '/v1/configuration?prune=true', document([]));
    const [planned] = (plan.body as unknown as { changes: object[] }).changes;
    expect(planned).toMatchObject({ action: 'delete', held: { released: false, agents: BOTH } });
    const raised = document([{ ...MONITOR, limit: 500 }]);
    const done = await call('PUT', '/v1/configuration?apply=true&release=true', raised);
    const [changed] = (done.body as unknown as { changes: object[] }).changes;
    expect(changed).toMatchObject({ action: 'change', fields: ['limit'], held: { released: true } });
    expect(await states()).toEqual({ a: 'running', b: 'running' });
  });
});
