import fc from 'fast-check';
import { newMonitor } from '../../../core/configuration/monitor';
import { madeMonitor } from '../../../core/configuration/monitor-change';
import { monitorProblems } from '../../../core/configuration/monitor-problems';
import { MONITOR_KINDS, type Monitor } from '../../../core/monitor/monitor';
import { simulate } from '../../../core/monitor/simulate';
import { event } from '../monitor/monitor';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const BEGIN = Date.parse('2026-02-01T00:00:00.000Z');

const OF_KIND: Record<string, object> = {
  sum: { value: 'data.n' },
  average: { value: 'data.n' },
  rate: { badFilter: { type: ['agent.run.failed'] } },
  streak: { badFilter: { type: ['agent.run.failed'] } },
  repetition: { key: ['type'] },
  absence: { deadlineSeconds: 60 },
  forecast: { value: 'data.n' },
  change: { value: 'data.n' },
};

const window = fc.oneof(
  fc.record({ slidingSeconds: fc.constantFrom(60, 600, 86_400) }),
  fc.record({
    calendar: fc.constantFrom('hour', 'day', 'week', 'month'),
    timeZone: fc.constant('Europe/Paris'),
  }),
);
const number = fc.constantFrom(-5, 0, 0.5, 1, 3);
const threshold = fc.oneof(
  fc.record({ atLeast: number, recoverAt: fc.option(fc.constantFrom(-7, 0, 0.2, 1), { nil: undefined }) }),
  fc.record({ below: number }),
);

/** Longer than its alert can last if nothing more happens. */
function silence({ window }: Monitor): number {
  const calendar = window && 'calendar' in window ? window.calendar : 'day';
  return { hour: DAY, day: 3 * DAY, week: 9 * DAY, month: 33 * DAY }[calendar];
}

/** A monitor that pauses its agent for as long as its alert lasts; undefined if that is refused. */
function accepted(given: object): Monitor | undefined {
  const { success, data } = newMonitor.safeParse(JSON.parse(JSON.stringify(given)));
  if (!success || monitorProblems(data, 30).length > 0) return undefined;
  return madeMonitor(data, { id: 'mon_1', project: 'prj_1', shard: 0 }, BEGIN);
}

const SLIDING = { slidingSeconds: 600 } as const;
const DAYS = { calendar: 'day', timeZone: 'Europe/Paris' } as const;

/** One of each kind that fires, whatever else is drawn. */
const firing = (kind: Monitor['kind']) =>
  ({
    ...{ kind, threshold: { atLeast: 0.5, recoverAt: undefined }, onNoData: 'resolve' },
    ...{ resolveAfterSeconds: 0, n: 5 },
    window: kind === 'change' ? undefined : kind === 'forecast' ? DAYS : SLIDING,
  }) as const;
const THAT_FIRE: Monitor['kind'][] = ['average', 'change', 'count', 'forecast', 'rate', 'repetition', 'sum'];

interface Given {
  kind: Monitor['kind'];
  window?: Monitor['window'] | undefined;
  threshold: object;
  n: number;
}

it('5.1 whatever monitor is accepted with a pause until "resolved", its alert ends after the agent has stopped', () => {
  const fired = new Set<string>();
  const check = ({ kind, threshold, n, ...rest }: Given): void => {
    const monitor = accepted({
      ...{ name: 'a monitor', kind, eventTypes: ['agent.run.failed'], groupBy: ['source'], ...rest },
      ...{ ...OF_KIND[kind], ...(kind === 'forecast' && { limit: 3 }) },
      thresholds: [{ ...threshold, severity: 'critical' }],
      actions: [{ kind: 'pauseAgent', until: 'resolved' }],
    });
    if (!monitor) return;
    const events = Array.from({ length: 30 }, (_, hour) =>
      event(BEGIN + hour * HOUR, { id: `evt_${hour}`, data: { n: hour === 29 ? n * 9 : n } }),
    );
    const until = BEGIN + 29 * HOUR + silence(monitor);
    const { edges } = simulate(monitor, events, { since: BEGIN, until, stepMs: DAY });
    if (edges.length === 0) return;
    fired.add(monitor.kind);
    expect(edges.at(-1)).toMatchObject({ edge: 'resolved' });
  };
  THAT_FIRE.map(firing).forEach(check);
  expect([...fired]).toEqual(THAT_FIRE);
  const given = fc.record({
    kind: fc.constantFrom(...MONITOR_KINDS),
    window: fc.option(window, { nil: undefined }),
    threshold,
    onNoData: fc.constantFrom('keep', 'resolve', 'fire'),
    resolveAfterSeconds: fc.constantFrom(0, 300),
    n: fc.constantFrom(-9, 0, 1, 5),
  });
  fc.assert(fc.property(given, check), { numRuns: 600 });
});
