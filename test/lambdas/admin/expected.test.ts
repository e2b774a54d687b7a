import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const HEART = {
  ...{ name: 'heart', kind: 'absence', eventTypes: ['agent.heartbeat'], groupBy: ['source'] },
  ...{ deadlineSeconds: 600, thresholds: [{ atLeast: 1, severity: 'error' }] },
};

describe('3.7 whom a monitor expects', () => {
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
  const waitedFor = async (id: string): Promise<Record<string, unknown>[]> => {
    const { Items = [] } = await world.tables.send(new ScanCommand({ TableName: 'monitoring' }));
    return Items.filter(({ sk, monitor }) => sk === 'run' && monitor === id);
  };

  it('3.7 is waited for from the making of the monitor on, less the time of a pause', async () => {
    await call('POST', '/v1/agents/nightly/pause', { reason: 'being repaired' });
    world.clock.now += 3_600_000;
    const { body } = await call('POST', '/v1/monitors', { ...HEART, expected: ['nightly'] });
    expect(body).toMatchObject({ expected: ['nightly'] });
    const made = Date.parse((body as unknown as { createdAt: string }).createdAt);
    await agents.sweep();
    const [run, ...others] = await waitedFor(body.id);
    expect(others).toEqual([]);
    expect(run).toMatchObject({ agent: 'nightly', startedAt: made, group: { source: 'nightly' } });
    expect(Number(run?.['dueAt']) - made).toBe(600_000);
  });

  it('3.7 who has given a sign of life before the job came by goes on from there', async () => {
    const { body } = await call('POST', '/v1/monitors', { ...HEART, expected: ['quick'] });
    world.clock.now += 60_000;
    await agents.happen({ type: 'agent.heartbeat', source: 'quick' });
    const beat = (await waitedFor(body.id))[0]?.['startedAt'];
    await agents.sweep();
    expect((await waitedFor(body.id)).map(({ startedAt }) => startedAt)).toEqual([beat]);
  });

  it('3.7 is waited for anew when others are expected, and when the monitor is enabled again', async () => {
    const { body } = await call('POST', '/v1/monitors', { ...HEART, expected: ['a'], enabled: false });
    await agents.sweep();
    expect(await waitedFor(body.id)).toEqual([]);
    await call('PATCH', `/v1/monitors/${body.id}`, { enabled: true });
    await agents.sweep();
    const changed = await call('PATCH', `/v1/monitors/${body.id}`, { expected: ['a', 'b'] });
    await agents.sweep();
    const { generation } = changed.body as unknown as { generation: number };
    const runs = (await waitedFor(body.id)).filter((run) => run['generation'] === generation);
    expect(runs.map(({ agent }) => agent).sort()).toEqual(['a', 'b']);
  });
});
