import { added } from '../../../core/agent/holds';
import { AgentChanges } from '../../../adapters/aws/agent-changes';
import { storedOf } from '../../adapters/aws/stored';
import { isWrite, mortal } from './mortal';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type Given, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  await world.watch(
    aMonitor({
      ...{ kind: 'absence', eventTypes: [], startTypes: ['agent.run.started'], deadlineSeconds: 600 },
      ...{ endTypes: ['agent.run.completed', 'agent.run.failed'] },
      thresholds: [{ atLeast: 1, severity: 'error' }],
    }),
  );
});
afterEach(() => world.stop());

const start = (run: string, more: Given = {}) =>
  anEvent({ id: `start_${run}`, type: 'agent.run.started', subject: run, time: world.clock.now, ...more });
const end = (run: string, more: Given = {}) =>
  anEvent({ id: `end_${run}`, type: 'agent.run.completed', subject: run, time: world.clock.now, ...more });
const told = () => world.published.map(({ type }) => type).filter((type) => type.startsWith('alert.'));
const promised = async (): Promise<unknown[]> =>
  (await storedOf(world.aws, 'deliveries', 'prj_1')).map(({ entry }) => entry);

/** Minutes pass, with a sweep in each; ticks come through unless they are held back. */
async function pass(minutes: number, newestTick?: number): Promise<void> {
  for (let minute = 0; minute < minutes; minute++) {
    world.clock.now += MINUTE;
    await world.sweep(newestTick);
  }
}

describe('3.7 absence', () => {
  it('3.7 is a run that has neither completed nor failed by its deadline: told once, until it ends after all', async () => {
    await world.batch([start('a'), start('b')]);
    await pass(5);
    await world.batch([end('a')]);
    await pass(4);
    expect(told()).toEqual([]);
    await pass(3);
    expect(told()).toEqual(['alert.firing']);
    expect(await promised()).toMatchObject([{ type: 'agent.run.stalled', subject: 'b' }]);
    await world.batch([end('b')]);
    expect(told()).toEqual(['alert.firing', 'alert.resolved']);
    await pass(20);
    expect(told()).toHaveLength(2);
    expect(await promised()).toHaveLength(1);
  });

  it('3.7 `data.deadlineMs` of the run overrides the deadline of the monitor', async () => {
    await world.batch([
      start('a', { data: { deadlineMs: 90_000 } }),
      start('b', { data: { deadlineMs: 3_600_000 } }),
    ]);
    await pass(2);
    expect(told()).toEqual(['alert.firing']);
    await pass(20);
    expect(await promised()).toMatchObject([{ subject: 'a' }]);
  });

  it('3.7 an end before its start leaves a tombstone', async () => {
    await world.batch([end('a', { time: NOON + 1 })]);
    await world.batch([start('a', { time: NOON })]);
    await pass(15);
    expect(told()).toEqual([]);
  });

  it('3.7 while ticks lag nothing is declared absent, and a deadline is missed when they have come by', async () => {
    await world.batch([start('a')]);
    const lagging = NOON + 5 * MINUTE;
    await pass(15, lagging);
    expect(told()).toEqual([]);
    await pass(1);
    expect(told()).toEqual(['alert.firing']);
  });

  it('3.7 the clock of a paused agent stands', async () => {
    await world.batch([start('a')]);
    const names = {
      monitoringTable: 'monitoring',
      outboxTable: 'deliveries',
      subscriptionsTable: 'subscriptions',
    };
    const agents = new AgentChanges(
      world.aws.tables,
      names,
      { publish: () => Promise.resolve([]) },
      Math.random,
    );
    await pass(5);
    const now = world.clock.now;
    await agents.change('prj_1', 'bot', now, (before) =>
      added(
        before,
        {
          ...{ id: 'h', kind: 'pause', actor: 'key_1', reason: '', by: 'human', createdAt: now },
          until: now + 20 * MINUTE,
        },
        { actor: 'key_1', reason: '', now },
      ),
    );
    await pass(23);
    expect(told()).toEqual([]);
    await pass(3);
    expect(told()).toEqual(['alert.firing']);
  });

  it('3.7 a heart that beats is well, and one that has stopped beats again', async () => {
    await world.watch(
      aMonitor({
        ...{ id: 'mon_2', kind: 'absence', eventTypes: ['agent.heartbeat'], deadlineSeconds: 120 },
        thresholds: [{ atLeast: 60, severity: 'critical' }],
      }),
    );
    const beat = () =>
      anEvent({ id: `beat_${world.clock.now}`, type: 'agent.heartbeat', time: world.clock.now });
    for (let minute = 0; minute < 5; minute++) {
      await world.batch([beat()]);
      await pass(1);
    }
    expect(told()).toEqual([]);
    await pass(4);
    expect(told()).toEqual(['alert.firing']);
    expect(await promised()).toEqual([]);
    await world.batch([beat()]);
    expect(told()).toEqual(['alert.firing', 'alert.resolved']);
  });

  it.each(['before', 'after'] as const)('3.7 is found whatever the sweep ends %s', async (when) => {
    jest.spyOn(console, 'error').mockImplementation();
    let last = false;
    for (let at = 1; !last; at++) {
      const run = `run_${at}`;
      await world.batch([start(run, { source: run })]);
      world.clock.now += 11 * MINUTE;
      const tables = mortal(world.aws.tables, { at, when, of: isWrite });
      await world.sweep(world.clock.now, tables).catch(() => undefined);
      last = !tables.isDead();
      await pass(3);
      const mine = (await promised()).filter((entry) => JSON.stringify(entry).includes(run));
      expect(mine).toHaveLength(1);
      const alerts = (await world.rows()).filter(
        ({ sk, group }) => sk === 'alert' && JSON.stringify(group).includes(`"${run}"`),
      );
      expect(alerts).toMatchObject([{ status: 'firing', todo: {} }]);
      // What is over has no part in the next one's writes.
      await world.batch([end(run, { source: run })]);
      expect(at).toBeLessThan(20);
    }
  });
});
