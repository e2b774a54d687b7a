import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { groupKey, placesKey } from '../../../adapters/aws/keys';
import { groupId } from '../../../core/monitor/group';
import { MAX_GROUPS } from '../../../core/monitor/overflow';
import { stored } from '../../adapters/aws/stored';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const HOUR = 60 * MINUTE;
const places = () => stored(world.aws, 'monitoring', placesKey('mon_1', 1));
const groups = async (): Promise<unknown[]> =>
  (await world.rowsOf('mon_1', 'group')).map(({ group, overflow }) => (overflow ? 'overflow' : group));

/** As if so many groups had been there before. */
const taken = (count: number) =>
  world.aws.tables.send(
    new UpdateCommand({
      TableName: 'monitoring',
      Key: placesKey('mon_1', 1),
      UpdateExpression: 'SET taken = :count',
      ExpressionAttributeValues: { ':count': count },
    }),
  );

const failures = (source: string, count: number, more: Parameters<typeof anEvent>[0] = {}) =>
  Array.from({ length: count }, (_, index) => anEvent({ id: `evt_${source}_${index}`, source, ...more }));

describe('3.9 places', () => {
  it('3.9 are taken one a group, however many workers come at once', async () => {
    await world.watch(aMonitor());
    const sources = ['a', 'b', 'c', 'd'];
    await Promise.all(
      [0, 1, 2].map((worker) =>
        world.batch(
          sources.map((source) => anEvent({ id: `evt_${worker}_${source}`, source })),
          world.tools(),
        ),
      ),
    );
    expect(await places()).toMatchObject({ taken: 4 });
    expect(await groups()).toHaveLength(4);
  });

  it('3.9 are a thousand; what comes then is counted in one group, which alerts and never acts', async () => {
    await world.watch(aMonitor({ actions: [{ kind: 'pauseAgent', agents: 'all' }] }));
    await taken(MAX_GROUPS - 1);
    await world.batch([...failures('a', 1), ...failures('b', 3), ...failures('c', 3)]);
    expect(await places()).toMatchObject({ taken: MAX_GROUPS });
    expect(await groups()).toHaveLength(2);
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
    expect((await world.rows()).filter(({ sk }) => sk === 'agent')).toEqual([]);
    await world.batch(failures('a', 5));
    expect((await world.rows()).filter(({ sk }) => sk === 'agent')).toHaveLength(1);
  });

  it('3.9 exactly once holds for those without a place as well', async () => {
    await world.watch(aMonitor());
    await taken(MAX_GROUPS);
    const events = [...failures('a', 2), ...failures('b', 2)];
    for (let time = 0; time < 3; time++) {
      await world.batch(events);
      world.forget();
    }
    expect((await world.rowsOf('mon_1', 'bucket')).map(({ count }) => count)).toEqual([4]);
  });

  it('3.9 a group that nothing is left of gives its place back, and may come again', async () => {
    await world.watch(aMonitor());
    await world.batch(failures('a', 1));
    world.clock.now += 3 * HOUR;
    await world.sweep();
    expect(await groups()).toEqual([]);
    expect(await places()).toMatchObject({ taken: 0 });
    const again = { time: world.clock.now };
    await world.batch(failures('a', 5, again).map((event) => ({ ...event, id: `${event.id}_again` })));
    expect(await places()).toMatchObject({ taken: 1 });
    expect(world.published).toHaveLength(1);
  });

  it('3.9 a group whose alert is open keeps its place', async () => {
    await world.watch(aMonitor({ kind: 'streak', badFilter: { type: ['agent.run.failed'] } }));
    await world.batch(failures('a', 5));
    for (let day = 0; day < 20; day++) {
      world.clock.now += 24 * HOUR;
      await world.sweep();
    }
    expect(await groups()).toHaveLength(1);
  });
});

describe('3.9 a new generation', () => {
  const firing = async (): Promise<void> => {
    await world.watch(aMonitor());
    await world.batch(failures('a', 5));
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
  };
  const reasons = () => world.published.slice(1).map(({ type, z }) => [type, z.length > 0]);

  it.each([
    ['is another monitor', { generation: 2 }, 'monitorChanged'],
    ['or the monitor is off', { enabled: false }, 'monitorDisabled'],
  ])('3.9 %s: alerts of the one before end', async (_, change, reason) => {
    await firing();
    await world.watch(aMonitor({ ...change, revision: 2 }));
    world.clock.now += 2 * MINUTE;
    await world.sweep();
    expect(reasons()).toEqual([['alert.resolved', true]]);
    const [alert] = (await world.rows()).filter(({ sk }) => sk === 'alert');
    expect(alert).toMatchObject({ status: 'resolved', reason, todo: {} });
    expect(alert).not.toHaveProperty('dueAt');
    world.clock.now += 3 * HOUR;
    await world.sweep();
    expect(await groups()).toEqual([]);
  });

  it('3.9 changing thresholds keeps counts', async () => {
    await world.watch(aMonitor({ thresholds: [{ atLeast: 9, severity: 'info' }] }));
    await world.batch(failures('a', 5));
    expect(world.published).toEqual([]);
    await world.watch(aMonitor({ revision: 2 }));
    await world.batch([anEvent({ id: 'evt_more', source: 'a' })]);
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
  });
});

describe('5.4 a group that begins anew', () => {
  it('5.4 counts nothing that was received before, and everything since', async () => {
    await world.watch(aMonitor());
    await world.batch(failures('a', 4));
    const era = NOON + MINUTE;
    const key = groupKey('mon_1', 1, groupId({ source: 'a' }));
    await world.aws.tables.send(
      new UpdateCommand({
        TableName: 'monitoring',
        Key: key,
        UpdateExpression: 'SET ignoreBefore = :era, version = version + :one',
        ExpressionAttributeValues: { ':era': era, ':one': 1 },
      }),
    );
    world.clock.now = NOON + 2 * MINUTE;
    const before = anEvent({ id: 'evt_before', source: 'a' });
    const since = (index: number) =>
      anEvent({ id: `evt_since_${index}`, source: 'a', time: NOON, receivedAt: era + index });
    await world.batch([before, ...[0, 1, 2, 3].map(since)]);
    expect(world.published).toEqual([]);
    await world.batch([since(4)]);
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing']);
  });
});
