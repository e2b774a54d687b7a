import { newMonitor } from '../../../core/configuration/monitor';
import { madeMonitor } from '../../../core/configuration/monitor-change';
import type { MonitoredEvent } from '../../../core/monitor/observe';
import { simulate } from '../../../core/monitor/simulate';

const BEGIN = Date.parse('2026-02-01T00:00:00.000Z');
const SECOND = 1_000;
const HOUR = 3_600 * SECOND;

const monitor = (more: object = {}) => {
  const given = newMonitor.parse({
    ...{ name: 'failures', kind: 'count', eventTypes: ['agent.run.failed'], groupBy: ['subject'] },
    ...{
      window: { slidingSeconds: 60 },
      latenessSeconds: 0,
      thresholds: [{ atLeast: 2_000, severity: 'info' }],
    },
    ...more,
  });
  return madeMonitor(given, { id: 'mon_1', project: 'prj_1', shard: 0 }, BEGIN);
};

/** Failed runs, each of its own, `every` so many ms. */
const failures = (count: number, every: number): MonitoredEvent[] =>
  Array.from({ length: count }, (_, n) => {
    const time = BEGIN + n * every;
    const event = { id: `evt_${n}`, type: 'agent.run.failed', source: 'bot', subject: `run_${n}`, time };
    return { ...event, receivedAt: time, view: { ...event, data: {} } };
  });

const groupsAt = ({ values }: ReturnType<typeof simulate>, at: number) =>
  values.filter((value) => value.at === BEGIN + at).map(({ group }) => group);

describe('a simulation', () => {
  it('3.9 has 1,000 places for groups, and one more for all others', () => {
    const seen = simulate(monitor(), failures(3_500, 10), {
      ...{ since: BEGIN, until: BEGIN + 60 * SECOND, stepMs: 60 * SECOND - 1 },
    });
    const groups = groupsAt(seen, 60 * SECOND - 1);
    expect(groups).toHaveLength(1_001);
    expect(groups).toContainEqual({});
    expect(seen.edges).toMatchObject([{ group: {}, edge: 'fired', value: 2_000 }]);
  });

  it('3.9 frees the places of idle groups', () => {
    const seen = simulate(monitor(), failures(3_000, 10 * SECOND), {
      ...{ since: BEGIN, until: BEGIN + 9 * HOUR, stepMs: HOUR },
    });
    expect(groupsAt(seen, HOUR).length).toBeGreaterThan(10);
    for (let hour = 1; hour <= 8; hour++) expect(groupsAt(seen, hour * HOUR).length).toBeLessThan(30);
    expect(groupsAt(seen, 9 * HOUR)).toEqual([]);
  });

  it('stops when it is told to, and says how far it has come', () => {
    const all = { since: BEGIN, until: BEGIN + HOUR };
    expect(simulate(monitor(), failures(3_000, SECOND), all).through).toBe(all.until);
    let asked = 0;
    const { through } = simulate(monitor(), failures(3_000, SECOND), { ...all, goOn: () => ++asked < 3 });
    expect(through).toBeGreaterThan(BEGIN);
    expect(through).toBeLessThan(BEGIN + 3_000 * SECOND);
  });

  it('looks at what an event holds once', () => {
    let looks = 0;
    const [event] = failures(1, 0);
    if (!event) throw new Error('There is one');
    const view = { ...event.view, data: { n: 1 } };
    const watched: MonitoredEvent = {
      ...event,
      get view() {
        looks++;
        return view;
      },
    };
    const sum = monitor({ kind: 'sum', value: 'data.n + data.n', filter: { source: ['bot'] } });
    const seen = simulate(sum, [watched], { since: BEGIN, until: BEGIN + 10, stepMs: 9 });
    expect([looks, seen.values.map(({ value }) => value)]).toEqual([1, [2]]);
  });
});
