import fc from 'fast-check';
import { compress } from '../../../core/event/entry';
import type { EventEntry } from '../../../core/event/event';
import { anyData, anyName } from '../../core/monitor/any-event';
import { aMonitor, anEvent, MINUTE, NOON, startWorld, type World } from './world';

const TYPE = 'llm.request.failed';
const watching = { eventTypes: [TYPE], thresholds: [{ atLeast: 1, severity: 'critical' as const }] };
const day = { calendar: 'day', timeZone: 'UTC' } as const;
/** Of every kind that stores something of an event; the first only counts. */
const MONITORS = [
  aMonitor({ id: 'mon_plain', ...watching, groupBy: [], window: day }),
  aMonitor({ id: 'mon_k', ...watching, groupBy: ['data.k'] }),
  aMonitor({ id: 'mon_many', ...watching, groupBy: ['source', 'subject', 'data.k', 'data.n'] }),
  aMonitor({ id: 'mon_sum', ...watching, kind: 'sum', value: 'data.n * data.m', groupBy: [] }),
  aMonitor({ id: 'mon_average', ...watching, kind: 'average', value: 'data.n', groupBy: ['source'] }),
  aMonitor({ id: 'mon_change', ...watching, kind: 'change', value: 'data.n', groupBy: [] }),
  aMonitor({ id: 'mon_forecast', ...watching, kind: 'forecast', value: 'data.n', limit: 1, window: day }),
  aMonitor({ id: 'mon_cost', ...watching, kind: 'sum', value: 'cost', groupBy: [] }),
  aMonitor({ id: 'mon_loop', ...watching, kind: 'repetition', key: ['data.tool', 'data.k'] }),
  aMonitor({ id: 'mon_streak', ...watching, kind: 'streak', badFilter: { type: [TYPE] } }),
  aMonitor({ id: 'mon_heart', ...watching, kind: 'absence', deadlineSeconds: 60, groupBy: ['data.k'] }),
  aMonitor({
    ...{ id: 'mon_run', ...watching, kind: 'absence', deadlineSeconds: 60, eventTypes: [] },
    ...{ startTypes: [TYPE], endTypes: ['agent.run.completed'] },
  }),
];

let world: World;
beforeAll(async () => {
  world = await startWorld();
  for (const monitor of MONITORS) await world.watch(monitor);
});
afterAll(() => world.stop());

const entryOf = (id: string, data: string, source: string, subject: string): EventEntry => {
  const { z: _, ...entry } = anEvent({ id, type: TYPE, source, subject });
  const attributes = JSON.stringify({ id, type: TYPE, source, subject }).slice(0, -1);
  return { ...entry, z: compress(`${attributes},"data":${data}}`) };
};

it('3.1 whatever an event holds, every monitor of its shard goes on counting and judging', async () => {
  let sent = 0;
  const one = fc.tuple(anyData(), anyName(), anyName());
  await fc.assert(
    fc.asyncProperty(fc.array(one, { minLength: 1, maxLength: 6 }), async (some) => {
      const events = some.map(([data, source, subject]) => entryOf(`evt_${++sent}`, data, source, subject));
      expect(await world.batch(events)).toEqual([]);
    }),
    { numRuns: 15, endOnFailure: true },
  );
  const [bucket] = await world.rowsOf('mon_plain', 'bucket');
  expect(bucket?.count).toBe(sent);
  jest.spyOn(console, 'error').mockImplementation();
  for (let minute = 0; minute < 3; minute++) {
    world.clock.now += MINUTE;
    await world.sweep();
  }
  expect(jest.mocked(console.error).mock.calls).toEqual([]);
}, 120_000);

it('3.1 sums beyond what a double holds are added up, told and read', async () => {
  await world.watch(
    aMonitor({
      id: 'mon_huge',
      ...watching,
      kind: 'sum',
      value: 'data.huge',
      groupBy: [],
      eventTypes: ['x.huge'],
    }),
  );
  for (let batch = 0; batch < 3; batch++) {
    const events = Array.from({ length: 12 }, (_, n) =>
      anEvent({ id: `evt_huge_${batch}_${n}`, type: 'x.huge', time: NOON, data: { huge: 1e15 - 0.5 } }),
    );
    expect(await world.batch(events)).toEqual([]);
  }
  const alerts = (await world.rows()).filter(({ sk }) => sk === 'alert');
  const of = alerts.find(({ monitor }) => (monitor as { id: string }).id === 'mon_huge');
  expect(of).toMatchObject({ value: Number.MAX_SAFE_INTEGER });
});
