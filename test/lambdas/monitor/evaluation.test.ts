import type { EventEntry } from '../../../core/event/event';
import { decompress } from '../../../core/event/entry';
import type { AlertData } from '../../../core/alert/alert';
import { isWrite, mortal } from './mortal';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from './world';

let world: World;
beforeEach(async () => {
  world = await startWorld();
  jest.spyOn(console, 'error').mockImplementation();
});
afterEach(() => world.stop());

const failures = (count: number, source = 'bot', time = NOON): EventEntry[] =>
  Array.from({ length: count }, (_, index) => anEvent({ id: `evt_${source}_${index}`, source, time }));
const dataOf = ({ z }: EventEntry): AlertData => (JSON.parse(decompress(z)) as { data: AlertData }).data;
const toldOf = (source: string) =>
  [...new Map(world.published.map((entry) => [entry.id, entry])).values()]
    .filter((entry) => entry.type.startsWith('alert.') && dataOf(entry).group.source === source)
    .map((entry) => [entry.type, dataOf(entry).edge]);
const alerts = async () => (await world.rows()).filter(({ sk }) => sk === 'alert');

describe('4.2 edges', () => {
  it.each(['before', 'after'] as const)(
    '4.2 take effect once, whatever write the function ends %s',
    async (when) => {
      await world.watch(aMonitor({ actions: [{ kind: 'pauseAgent' }] }));
      let last = false;
      for (let at = 1; !last; at++) {
        const source = `bot_${at}`;
        const events = failures(5, source);
        await world.batch(events.slice(0, 4));
        const tables = mortal(world.aws.tables, { at, when, of: isWrite });
        await world.batch(events, world.tools(tables)).catch(() => undefined);
        last = !tables.isDead();
        world.clock.now += 6 * MINUTE;
        await world.batch(events);
        await world.sweep();
        world.clock.now = NOON;
        expect(toldOf(source)).toEqual([['alert.firing', 'fired']]);
        const agents = (await world.rows()).filter((row) => row.sk === 'agent' && row.agent === source);
        expect(agents.map(({ holds }) => (holds as unknown[]).length)).toEqual([1]);
      }
      for (const alert of await alerts())
        expect(alert).toMatchObject({ status: 'firing', todo: {}, version: 1 });
    },
  );

  it('4.2 are one, however many workers see the threshold crossed at once', async () => {
    await world.watch(aMonitor());
    const events = failures(12);
    await Promise.all([0, 4, 8].map((from) => world.batch(events.slice(from, from + 4), world.tools())));
    expect(await alerts()).toHaveLength(1);
    expect(toldOf('bot')).toEqual([['alert.firing', 'fired']]);
  });

  it('4.2 that a worker has written and not told are told by the sweep, by the same id', async () => {
    await world.watch(aMonitor());
    const refused: EventEntry[] = [];
    const deaf = {
      ...world.tools(),
      bus: {
        publish(entries: readonly EventEntry[]) {
          refused.push(...entries);
          return Promise.resolve([...entries]);
        },
      },
    };
    await world.batch(failures(5), deaf);
    expect(world.published).toEqual([]);
    world.clock.now += 2 * MINUTE;
    await world.sweep();
    expect(world.published.map(({ id }) => id)).toEqual(refused.map(({ id }) => id));
    const [alert] = await alerts();
    expect(alert).toMatchObject({ todo: {} });
    expect(alert).not.toHaveProperty('dueShard');
  });

  it('4.2 of a recovery come by the sweep, when no event comes', async () => {
    await world.watch(aMonitor({ resolveAfterSeconds: 60 }));
    await world.batch(failures(5));
    for (let minute = 0; minute < 14; minute++) {
      world.clock.now += MINUTE;
      await world.sweep();
    }
    expect(toldOf('bot')).toEqual([
      ['alert.firing', 'fired'],
      ['alert.resolved', 'resolved'],
    ]);
  });

  it('4.1 a hold ends by the sweep as well', async () => {
    await world.watch(aMonitor({ holdSeconds: 120 }));
    await world.batch(failures(5));
    expect(toldOf('bot')).toEqual([]);
    world.clock.now += 2 * MINUTE;
    await world.sweep();
    expect(toldOf('bot')).toEqual([['alert.firing', 'fired']]);
  });
});

describe('3.4 a backlog', () => {
  it('3.4 fires although it is counted when its window is long over', async () => {
    await world.watch(aMonitor());
    world.clock.now = NOON + 3 * 60 * MINUTE;
    await world.batch(failures(5));
    expect(toldOf('bot')).toEqual([
      ['alert.firing', 'fired'],
      ['alert.resolved', 'resolved'],
    ]);
  });

  it('3.4 does not fire again when an event of it comes twice', async () => {
    await world.watch(aMonitor());
    await world.batch(failures(5));
    world.clock.now = NOON + 15 * MINUTE;
    await world.sweep();
    await world.batch(failures(5).slice(0, 2));
    expect(world.published.map(({ type }) => type)).toEqual(['alert.firing', 'alert.resolved']);
  });
});

it('4.4 subscribers are told of the alert by its id', async () => {
  await world.watch(aMonitor());
  await world.batch(failures(5));
  const [event] = world.published;
  const [alert] = await alerts();
  expect(event).toMatchObject({ source: 'tocsin', subject: alert?.id, type: 'alert.firing' });
});
