import type { EventEntry } from '../../../core/event/event';
import { Ticks } from '../../../adapters/aws/ticks';
import { tick } from '../../../core/monitor/tick';
import { QueueProgress } from '../../../lambdas/sweep/queue-progress';
import { sendTick } from '../../../lambdas/sweep/ticks';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from '../monitor/world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
});
afterEach(() => world.stop());

const told = () => world.published.map(({ type }) => type);
const failures = (source: string): EventEntry[] =>
  Array.from({ length: 5 }, (_, index) => anEvent({ id: `evt_${source}_${index}`, source }));

describe('sweep of what monitors wait for', () => {
  it('3.7 sends a tick by the bus, and knows how far the last one has come', async () => {
    const ticks = new Ticks(world.aws.tables, 'monitoring');
    const tools = { bus: { publish: publishTo(world.published) }, ticks, now: () => world.clock.now };
    expect(await sendTick(tools)).toBe(0);
    await world.batch(world.published);
    world.clock.now += MINUTE;
    expect(await sendTick(tools)).toBe(NOON);
    expect(told()).toEqual(['tocsin.tick', 'tocsin.tick']);
  });

  it('3.7 goes on although the bus does not take the tick: nothing is declared absent meanwhile', async () => {
    const ticks = new Ticks(world.aws.tables, 'monitoring');
    const bus = { publish: (entries: readonly EventEntry[]) => Promise.resolve([...entries]) };
    expect(await sendTick({ bus, ticks, now: () => world.clock.now })).toBe(0);
  });

  it('3.7 asks once how far the queue has come with a project, and learns it of that project alone', async () => {
    const ticks = new Ticks(world.aws.tables, 'monitoring');
    const bus = { publish: publishTo(world.published) };
    const progress = () => new QueueProgress({ bus, ticks, now: () => world.clock.now });
    const run = progress();
    expect(await Promise.all(['prj_1', 'prj_1'].map((project) => run.hasPassed(project, NOON)))).toEqual([
      false,
      false,
    ]);
    expect(world.published).toMatchObject([{ type: 'tocsin.tick', project: 'prj_1' }]);
    await world.batch(world.published);
    expect(await progress().hasPassed('prj_1', NOON)).toBe(true);
    expect(await progress().hasPassed('prj_1', NOON + 1)).toBe(false);
    expect(await progress().hasPassed('prj_2', NOON)).toBe(false);
  });

  it('3.7 a tick is no event that a monitor could count', async () => {
    await world.watch(aMonitor({ eventTypes: ['tocsin.tick'] }));
    await world.batch([tick('prj_1', NOON)]);
    expect(await world.rowsOf('mon_1', 'group')).toEqual([]);
  });

  it('4.2 leaves what it has no time for, and one row that fails does not stop the others', async () => {
    jest.spyOn(console, 'error').mockImplementation();
    await world.watch(aMonitor());
    await world.batch([...failures('a'), ...failures('b')]);
    world.clock.now += 15 * MINUTE;
    await world.sweep(world.clock.now, undefined, () => false);
    expect(told()).toHaveLength(2);
    await world.putRow({ pk: 'group#mon_1#x', sk: 'group', dueShard: 'due#0', dueAt: 0, monitor: null });
    await world.sweep();
    expect(told().filter((type) => type === 'alert.resolved')).toHaveLength(2);
  });

  it('3.9 ends the alerts of a monitor that was deleted, and what it had asked for as long as they last', async () => {
    await world.watch(aMonitor({ actions: [{ kind: 'pauseAgent', until: 'resolved' }], cooldownSeconds: 0 }));
    await world.batch(failures('a'));
    const holds = async () => (await world.rows()).find(({ sk }) => sk === 'agent')?.holds;
    expect(await holds()).toHaveLength(1);
    await world.unwatch('mon_1');
    world.clock.now += 20 * MINUTE;
    await world.sweep();
    expect(await holds()).toEqual([]);
    const [alert] = (await world.rows()).filter(({ sk }) => sk === 'alert');
    expect(alert).toMatchObject({ status: 'resolved', reason: 'monitorDeleted' });
  });
});

const publishTo =
  (published: EventEntry[]) =>
  (entries: readonly EventEntry[]): Promise<EventEntry[]> => {
    published.push(...entries);
    return Promise.resolve([]);
  };
