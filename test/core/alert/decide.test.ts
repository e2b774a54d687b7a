import fc from 'fast-check';
import type { Alert, AlertData, GroupState, Todo } from '../../../core/alert/alert';
import { acknowledged, close, decide } from '../../../core/alert/decide';
import type { Reading } from '../../../core/monitor/counters';
import type { Monitor } from '../../../core/monitor/monitor';
import { monitor, quiet, reads } from './monitor';

const MINUTE = 60_000;

/** Lets a group live through readings, as whoever evaluates it would, and answers what was told, in order. */
function live(
  of: Monitor,
  readings: readonly Reading[],
  from: { state?: GroupState; monitors?: readonly Monitor[] } = {},
) {
  let state = from.state ?? quiet();
  let alert: Alert | undefined;
  const published: (AlertData & { at: number })[] = [];
  const todos: Todo[] = [];
  const dueAts: (number | undefined)[] = [];
  for (const [index, reading] of readings.entries()) {
    // A decision may leave more to decide: what ends an episode may begin the next.
    for (let again = true; again;) {
      const decision = decide(from.monitors?.[index] ?? of, state, reading, {
        newAlertId: `alt_${state.episode + 1}`,
        alert,
      });
      ({ state } = decision);
      if (decision.alert) {
        const fresh = Object.values(decision.alert.todo);
        todos.push(...fresh);
        for (const todo of fresh)
          if (todo.kind === 'publish') published.push({ ...todo.data, at: reading.at });
        alert = decision.alert.status === 'resolved' ? undefined : { ...decision.alert, todo: {} };
      }
      dueAts.push(decision.dueAt);
      again = decision.dueAt === reading.at && decision.changed;
    }
  }
  return {
    state,
    alert,
    published,
    todos,
    dueAts,
    edges: published.map(({ edge, severity }) => `${edge} ${severity}`),
  };
}

const at = (minute: number, value: number | undefined, more: Partial<Reading> = {}): Reading =>
  reads(value, minute * MINUTE, more);

describe('4.1 the life of an alert', () => {
  it('4.1 fires at the threshold, and not below', () => {
    expect(live(monitor(), [at(1, 4)]).edges).toEqual([]);
    expect(live(monitor(), [at(1, 5)]).edges).toEqual(['fired critical']);
  });

  it('4.1 tells each edge once, however often it is looked at', () => {
    expect(live(monitor(), [at(1, 5), at(2, 6), at(3, 9), at(4, 4), at(5, 3)]).edges).toEqual([
      'fired critical',
      'resolved critical',
    ]);
  });

  it('4.1 is pending while holdSeconds runs, and forgets a breach that ends before', () => {
    const held = monitor({ holdSeconds: 120 });
    expect(live(held, [at(1, 5), at(2, 5)])).toMatchObject({ edges: [], state: { state: 'pending' } });
    expect(live(held, [at(1, 5), at(2, 5)]).dueAts.at(-1)).toBe(3 * MINUTE);
    expect(live(held, [at(1, 5), at(2, 5), at(3, 5)]).edges).toEqual(['fired critical']);
    expect(live(held, [at(1, 5), at(2, 4), at(3, 5), at(4, 5)]).edges).toEqual([]);
  });

  it('4.1 recovers below recoverAt only', () => {
    const hysteresis = monitor({ thresholds: [{ atLeast: 5, severity: 'critical', recoverAt: 2 }] });
    expect(live(hysteresis, [at(1, 5), at(2, 4), at(3, 2)]).edges).toEqual(['fired critical']);
    expect(live(hysteresis, [at(1, 5), at(2, 1)]).edges).toEqual(['fired critical', 'resolved critical']);
  });

  it('4.1 resolves after resolveAfterSeconds without a breach; any breach begins the wait anew', () => {
    const patient = monitor({ resolveAfterSeconds: 300 });
    const story = live(patient, [at(1, 5), at(2, 1), at(6, 5), at(7, 1), at(11, 1)]);
    expect(story).toMatchObject({
      edges: ['fired critical'],
      state: { state: 'recovering', since: 7 * MINUTE },
    });
    expect(story.dueAts.at(-1)).toBe(12 * MINUTE);
    const whole = live(patient, [at(1, 5), at(2, 1), at(6, 5), at(7, 1), at(12, 1)]);
    expect(whole.edges).toEqual(['fired critical', 'resolved critical']);
    expect(whole.published.at(-1)).toMatchObject({ reason: 'recovered', status: 'resolved' });
  });

  it('4.1 below: fires under the number, recovers at it', () => {
    const score = monitor({
      kind: 'average',
      thresholds: [{ below: 3, severity: 'warning', recoverAt: 3.5 }],
    });
    expect(live(score, [at(1, 3), at(2, 2.9), at(3, 3.2), at(4, 3.5)]).edges).toEqual([
      'fired warning',
      'resolved warning',
    ]);
  });

  it.each([
    ['keep', []],
    ['resolve', ['resolved critical']],
    ['fire', []],
  ] as const)('4.1 onNoData %s of a firing alert', (onNoData, more) => {
    const story = live(monitor({ kind: 'average', onNoData }), [at(1, 5), at(2, undefined)]);
    expect(story.edges).toEqual(['fired critical', ...more]);
    if (onNoData === 'resolve')
      expect(story.published.at(-1)).toMatchObject({ reason: 'noData', value: null });
  });

  it('4.1 onNoData fire of a group that was well; too few samples are not none', () => {
    const rate = monitor({ kind: 'rate', onNoData: 'fire', minSamples: 10 });
    expect(live(rate, [at(1, undefined)]).edges).toEqual(['fired critical']);
    expect(live(rate, [at(1, undefined, { samples: 9 })]).edges).toEqual([]);
  });
});

describe('4.3 several thresholds', () => {
  const LADDER = [
    { atPercent: 100, severity: 'critical' },
    { atPercent: 80, severity: 'warning' },
    { atPercent: 50, severity: 'info' },
  ] as const;
  const day = (n: number) => ({ start: n * 1_440 * MINUTE, end: (n + 1) * 1_440 * MINUTE });
  const budget = monitor({
    ...{ kind: 'sum', window: { calendar: 'day', timeZone: 'UTC' }, limit: 1_000, thresholds: [...LADDER] },
  });
  const spent = (minute: number, value: number): Reading =>
    at(minute, value, { window: day(Math.floor(minute / 1_440)) });

  it('4.3 crossed at once are one edge that names the highest', () => {
    const story = live(budget, [spent(1, 1_200)]);
    expect(story.edges).toEqual(['fired critical']);
    expect(story.published[0]).toMatchObject({ threshold: 1_000, value: 1_200, previousSeverity: null });
    expect(story.state.done).toHaveLength(3);
  });

  it('4.3 one after the other raise the severity, each once in a period', () => {
    const story = live(budget, [spent(1, 500), spent(2, 700), spent(3, 800), spent(4, 999), spent(5, 1_000)]);
    expect(story.edges).toEqual(['fired info', 'raised warning', 'raised critical']);
    expect(story.published.map(({ previousSeverity }) => previousSeverity)).toEqual([
      null,
      'info',
      'warning',
    ]);
  });

  it('4.3 a rise clears the acknowledgement', () => {
    const { state, alert } = live(budget, [spent(1, 500)]);
    const known = acknowledged(state, alert as Alert, 'key_1', MINUTE);
    expect(known?.alert).toMatchObject({ acknowledgedBy: 'key_1' });
    const after = decide(budget, known?.state as GroupState, spent(2, 800), {
      newAlertId: 'x',
      alert: known?.alert,
    });
    expect(after.alert).not.toHaveProperty('acknowledgedBy');
    expect(after.alert).not.toHaveProperty('acknowledgedAt');
  });

  it('4.3 the end of a period resolves with windowEnded, and all count anew', () => {
    const story = live(budget, [spent(1, 600), spent(1_441, 10), spent(1_500, 500)]);
    expect(story.edges).toEqual(['fired info', 'resolved info', 'fired info']);
    expect(story.published[1]).toMatchObject({ reason: 'windowEnded' });
  });

  it('4.3 a period that begins over the threshold ends one alert and begins the next', () => {
    expect(live(budget, [spent(1, 600), spent(1_441, 900)]).edges).toEqual([
      'fired info',
      'resolved info',
      'fired warning',
    ]);
  });

  it('4.3 a late look at the period before changes nothing', () => {
    const state = live(budget, [spent(1_441, 10)]).state;
    expect(live(budget, [spent(1_439, 5_000)], { state }).edges).toEqual([]);
  });

  it('4.3 what a person has resolved does not fire again in its period, but what is graver does', () => {
    const { state, alert } = live(budget, [spent(1, 600)]);
    const closed = close(state, alert as Alert, 'manual', 2 * MINUTE);
    expect(live(budget, [spent(3, 650)], { state: closed?.state as GroupState }).edges).toEqual([]);
    expect(live(budget, [spent(3, 850)], { state: closed?.state as GroupState }).edges).toEqual([
      'fired warning',
    ]);
  });

  it('4.3 raising the limit re-arms', () => {
    const doubled = { ...budget, limit: 2_000 };
    const story = live(budget, [spent(1, 1_000), spent(2, 900), spent(3, 1_700)], {
      monitors: [budget, doubled, doubled],
    });
    // 900 of 2,000 is under every threshold: over; 1,700 is over 80 % of the new limit.
    expect(story.edges).toEqual(['fired critical', 'resolved critical', 'fired warning']);
  });
});

describe('what follows', () => {
  const pausing = (
    more: Partial<Extract<Monitor['actions'][number], { kind: 'pauseAgent' }>> = {},
  ): Monitor =>
    monitor({
      thresholds: [
        { atLeast: 5, severity: 'critical' },
        { atLeast: 3, severity: 'warning' },
      ],
      actions: [{ kind: 'pauseAgent', ...more }],
    });
  const acting = (todos: readonly Todo[]) => todos.filter(({ kind }) => kind !== 'publish');

  it('5.2 an action is about the source of the group', () => {
    expect(acting(live(pausing(), [at(1, 3)]).todos)).toEqual([
      { kind: 'act', edge: 1, action: { kind: 'pauseAgent' }, agent: 'bot' },
    ]);
  });

  it.each([
    ['all' as const, ['']],
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
  ])('5.2 or about the agents %j', (agents, expected) => {
    const { todos } = live(pausing({ agents }), [at(1, 3)]);
    expect(acting(todos).map((todo) => 'agent' in todo && todo.agent)).toEqual(expected);
  });

  it('waits for its severity, and is done once', () => {
    const { todos } = live(pausing({ atSeverity: 'critical' }), [at(1, 3), at(2, 4), at(3, 5), at(4, 6)]);
    const action = { kind: 'pauseAgent', atSeverity: 'critical' };
    expect(acting(todos)).toEqual([{ kind: 'act', edge: 2, action, agent: 'bot' }]);
  });

  it('5.1 a hold until `resolved` is lifted with the alert, others are not', () => {
    const story = [at(1, 5), at(2, 0)];
    expect(acting(live(pausing({ until: 'resolved' }), story).todos).map(({ kind }) => kind)).toEqual([
      'act',
      'lift',
    ]);
    expect(acting(live(pausing(), story).todos).map(({ kind }) => kind)).toEqual(['act']);
  });

  it('5.1 a switch lasts as long as its alert, and is lifted although the monitor has changed since', () => {
    const switching = monitor({ actions: [{ kind: 'switchModel', from: 'a', to: 'b' }] });
    const { state, alert } = live(switching, [at(1, 5)]);
    const closed = close(state, alert as Alert, 'monitorDeleted', 2 * MINUTE);
    expect(acting(Object.values(closed?.alert.todo ?? {}))).toEqual([
      { kind: 'lift', edge: 2, agent: 'bot' },
    ]);
  });

  it('3.9 the overflow group alerts and never acts', () => {
    const { edges, todos } = live(pausing(), [at(1, 5)], { state: quiet({ overflow: true }) });
    expect(edges).toEqual(['fired critical']);
    expect(acting(todos)).toEqual([]);
  });
});

it('3.6 a late success in the midst of a streak does not resolve it; the newest one does', () => {
  const streak = monitor({ kind: 'streak', thresholds: [{ atLeast: 3, severity: 'error' }] });
  expect(live(streak, [at(1, 3), at(2, 1)]).edges).toEqual(['fired error']);
  expect(live(streak, [at(1, 3), at(2, 0)]).edges).toEqual(['fired error', 'resolved error']);
});

it('4.4 tells what has to be known', () => {
  expect(live(monitor(), [at(1, 7)]).published[0]).toEqual({
    at: MINUTE,
    ...{ id: 'alt_1', monitor: { id: 'mon_1', name: 'five failures' }, group: { source: 'bot' } },
    ...{ labels: { team: 'support' }, severity: 'critical', previousSeverity: null, status: 'firing' },
    ...{ edge: 'fired', value: 7, threshold: 5, limit: null, percent: null, unit: 'events' },
    ...{ summary: '7 failures in 10 minutes', events: [], actions: [], reason: null, links: {} },
    window: { start: '1969-12-31T23:51:00.000Z', end: '1970-01-01T00:01:00.000Z' },
    startedAt: '1970-01-01T00:01:00.000Z',
  });
});

describe('what people do', () => {
  it('4.1 acknowledging is told once', () => {
    const { state, alert } = live(monitor(), [at(1, 5)]);
    const known = acknowledged(state, alert as Alert, 'key_1', 2 * MINUTE);
    expect(Object.values(known?.alert.todo ?? {})).toMatchObject([{ type: 'alert.acknowledged', edge: 2 }]);
    expect(acknowledged(known?.state as GroupState, known?.alert as Alert, 'key_2', MINUTE)).toBeUndefined();
  });

  it('4.1 what is resolved is not resolved again', () => {
    const { state, alert } = live(monitor(), [at(1, 5)]);
    const closed = close(state, alert as Alert, 'manual', 2 * MINUTE);
    expect(closed).toMatchObject({ state: { state: 'ok' }, alert: { status: 'resolved', reason: 'manual' } });
    expect(close(closed?.state as GroupState, closed?.alert as Alert, 'manual', 3)).toBeUndefined();
  });
});

const anyStory = fc.array(
  fc.tuple(fc.integer({ min: 0, max: 4 }), fc.option(fc.integer({ min: 0, max: 9 }))),
  {
    maxLength: 40,
  },
);
const anyMonitor = fc
  .record({
    holdSeconds: fc.constantFrom(0, 60, 180),
    resolveAfterSeconds: fc.constantFrom(0, 60, 180),
    onNoData: fc.constantFrom('keep', 'resolve', 'fire'),
  })
  .map((more) =>
    monitor({
      ...more,
      kind: 'average',
      thresholds: [
        { atLeast: 7, severity: 'critical', recoverAt: 6 },
        { atLeast: 5, severity: 'warning', recoverAt: 3 },
      ],
    }),
  );

/** Minutes between looks, and what was seen. */
const readingsOf = (story: readonly (readonly [number, number | null])[]): Reading[] => {
  let minute = 0;
  return story.map(([after, value]) => at((minute += after), value ?? undefined));
};

it('whatever is read, every episode begins with fired, only gets graver, and ends at most once', () => {
  fc.assert(
    fc.property(anyMonitor, anyStory, (of, story) => {
      const { published } = live(of, readingsOf(story));
      const episodes = Map.groupBy(published, ({ id }) => id);
      for (const told of episodes.values()) {
        const edges = told.map(({ edge }) => edge).join(' ');
        expect(edges).toMatch(/^fired( raised)?( resolved)?$/);
      }
      // One alert is open at a time.
      expect(published.map(({ id }) => id)).toEqual([...episodes.values()].flat().map(({ id }) => id));
    }),
  );
});

it('whatever is read, an alert resolves only after resolveAfterSeconds without a breach', () => {
  fc.assert(
    fc.property(anyMonitor, anyStory, (of, story) => {
      const readings = readingsOf(story);
      for (const { edge, reason, at: resolvedAt } of live(of, readings).published) {
        if (edge !== 'resolved' || reason !== 'recovered') continue;
        const waited = readings.filter(
          (one) => one.at > resolvedAt - of.resolveAfterSeconds * 1_000 && one.at < resolvedAt,
        );
        expect(waited.every(({ value }) => value === undefined || value < 5)).toBe(true);
      }
    }),
  );
});
