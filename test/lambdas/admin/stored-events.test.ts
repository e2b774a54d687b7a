import { storedEvents } from '../../../lambdas/admin/stored-events';
import { Happenings } from './happenings';
import { startWorld, type World } from './world';

const PLENTY = { events: 10_000, bytes: 10_000_000, ms: 60_000 };

describe('stored events', () => {
  let world: World;
  let project: string;
  let begin: number;

  beforeAll(async () => {
    world = await startWorld();
    ({ project } = await world.project());
    begin = world.clock.now;
    const some = Array.from({ length: 450 }, (_, n) => ({
      type: n % 3 === 0 ? 'a.b' : 'a.c',
      at: begin + n,
    }));
    await new Happenings(world, project).store(...some);
    world.clock.now += 60_000;
  });
  afterAll(() => world.stop());

  const read = (limits: Partial<typeof PLENTY>, until = begin + 60_000) => {
    const wanted = { project, since: begin, until, isWanted: (type: string) => type === 'a.b' };
    return storedEvents(world.admin, wanted, { ...PLENTY, ...limits });
  };

  it('are all that are wanted, in their order', async () => {
    const { events, through } = await read({});
    expect(events.map(({ receivedAt }) => receivedAt - begin)).toEqual(
      Array.from({ length: 150 }, (_, n) => n * 3),
    );
    expect(through).toBe(begin + 60_000);
    expect(events[0]?.view).toMatchObject({ type: 'a.b', data: {} });
  });

  it.each([
    ['events', { events: 100 }],
    ['bytes', { bytes: 5_000 }],
    ['time', { ms: 0 }],
  ])('are cut by their %s, and it is said where', async (_, limits) => {
    // With a page of all, nothing is left to be cut.
    const { tables } = world.admin;
    const many = Array.from({ length: 450 }, (_, n) => ({ type: 'a.b', at: begin + 1_000 + n }));
    await new Happenings({ ...world, tables }, `${project}_`).store(...many);
    const wanted = { project: `${project}_`, since: begin, until: begin + 60_000, isWanted: () => true };
    const { events, through } = await storedEvents(world.admin, wanted, { ...PLENTY, ...limits });
    expect(events.length).toBeGreaterThan(0);
    expect(events.length).toBeLessThan(450);
    expect(through).toBe(events.at(-1)?.receivedAt);
  });
});
