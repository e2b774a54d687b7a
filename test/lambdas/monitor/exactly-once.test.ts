import * as fc from 'fast-check';
import type { EventEntry } from '../../../core/event/event';
import type { Monitor } from '../../../core/monitor/monitor';
import { mortal } from './mortal';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from './world';

let world: World;
beforeAll(async () => {
  world = await startWorld();
  jest.spyOn(console, 'error').mockImplementation();
});
afterAll(() => world.stop());

const FAILED = { data: { outcome: ['failed'] } };

/** One of each way to count, in two shards. */
const monitors = (project: string): Monitor[] => [
  aMonitor({ id: `mon_${project}_count`, project, shard: 0 }),
  aMonitor({
    ...{ id: `mon_${project}_sum`, project, shard: 0, kind: 'sum', value: 'data.tokens', groupBy: [] },
    ...{
      window: { calendar: 'day', timeZone: 'Europe/Paris' },
      thresholds: [{ atLeast: 1e9, severity: 'info' }],
    },
  }),
  aMonitor({ id: `mon_${project}_streak`, project, shard: 0, kind: 'streak', badFilter: FAILED }),
  aMonitor({
    ...{ id: `mon_${project}_repetition`, project, shard: 1, kind: 'repetition', key: ['data.tool'] },
    ...{ filter: { data: { tool: [{ exists: true }] } } },
  }),
];

interface Drawn {
  source: string;
  minutesAgo: number;
  lateMinutes: number;
  tokens: number | undefined;
  outcome: string;
  tool: string | undefined;
}

const drawn: fc.Arbitrary<Drawn> = fc.record({
  source: fc.constantFrom('bot', 'cat'),
  minutesAgo: fc.integer({ min: 0, max: 30 }),
  lateMinutes: fc.constantFrom(0, 0, 5, 59, 90),
  tokens: fc.option(fc.integer({ min: -5, max: 1_000 }), { nil: undefined }),
  outcome: fc.constantFrom('failed', 'completed'),
  tool: fc.option(fc.constantFrom('search', 'read'), { nil: undefined }),
});

const eventsOf = (project: string, all: readonly Drawn[]): EventEntry[] =>
  all.map(({ source, minutesAgo, lateMinutes, ...data }, index) => {
    const receivedAt = NOON - minutesAgo * MINUTE;
    return anEvent({
      ...{ project, id: `evt_${index}`, source, receivedAt, time: receivedAt - lateMinutes * MINUTE, data },
    });
  });

/** What happens: batches of some of the events, two workers at once, either of which may end after any of its calls. */
interface Turn {
  batches: number[][];
  crashes: { at: number; when: 'before' | 'after' }[];
}

const turn = (events: number): fc.Arbitrary<Turn> =>
  fc.record({
    batches: fc.array(fc.array(fc.nat({ max: events - 1 }), { minLength: 1, maxLength: 6 }), {
      minLength: 1,
      maxLength: 2,
    }),
    crashes: fc.array(
      fc.record({ at: fc.integer({ min: 1, max: 14 }), when: fc.constantFrom('before', 'after') }),
      { maxLength: 2 },
    ),
  });

const history = fc
  .array(drawn, { minLength: 1, maxLength: 8 })
  .chain((events) =>
    fc.record({ events: fc.constant(events), turns: fc.array(turn(events.length), { maxLength: 4 }) }),
  );

let projects = 0;
const newProject = async (): Promise<string> => {
  const project = `prj_${++projects}`;
  for (const monitor of monitors(project)) await world.watch(monitor);
  return project;
};

/** What a project's monitors have counted, without what names the project or depends on how often somebody looked. */
async function totals(project: string): Promise<unknown[]> {
  const rows = (await world.rows()).filter(({ pk }) => pk.includes(`_${project}_`));
  return rows
    .flatMap(({ pk, sk, count, sum, bad, last, taken, late, skipped, unknownCost }) => {
      const name = `${pk} ${sk}`.replace(`_${project}_`, '_');
      if (sk === 'group') return [{ name }];
      return [{ name, count, sum, bad, last, taken, late, skipped, unknownCost }];
    })
    .sort((a, b) => (a.name < b.name ? -1 : 1));
}

async function take(project: string, { events, turns }: { events: Drawn[]; turns: Turn[] }): Promise<void> {
  const entries = eventsOf(project, events);
  const living = world.tools();
  for (const { batches, crashes } of turns) {
    await Promise.all(
      batches.map((batch, index) => {
        const crash = crashes[index];
        const some = batch.map((number) => entries[number]!);
        const tools = crash ? world.tools(mortal(world.aws.tables, crash)) : living;
        return world.batch(some, tools).catch(() => undefined);
      }),
    );
  }
  // Whatever has not been counted is still in the queue, and comes at last.
  for (let round = 0, left = entries; left.length > 0; round++) {
    if (round > 5) throw new Error('events keep coming back');
    const ids = new Set(await world.batch(left.toReversed(), living));
    left = left.filter(({ id }) => ids.has(id));
  }
}

describe('counting', () => {
  it('3.1 gives the totals of a single pass, whatever comes twice, late, at once or to an end', async () => {
    await fc.assert(
      fc.asyncProperty(history, async (happened) => {
        const [one, other] = [await newProject(), await newProject()];
        await world.batch(eventsOf(one, happened.events), world.tools());
        await take(other, happened);
        expect(await totals(other)).toEqual(await totals(one));
      }),
      { numRuns: 15, endOnFailure: true },
    );
  });
});
