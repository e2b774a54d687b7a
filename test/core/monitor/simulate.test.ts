import fc from 'fast-check';
import type { Monitor } from '../../../core/monitor/monitor';
import { simulate } from '../../../core/monitor/simulate';
import { event, monitor } from './monitor';

const MINUTE = 60_000;
const SPAN = { since: 0, until: 120 * MINUTE };

const edgesOf = ({ edges }: ReturnType<typeof simulate>): string[] =>
  edges.map(({ at, edge, severity }) => `${at / MINUTE} ${edge} ${severity}`);

it('answers when it would have fired and resolved', () => {
  const failures = [1, 2, 3, 4, 5, 6].map((minute) => event(minute * MINUTE));
  expect(edgesOf(simulate(monitor(), failures, SPAN))[0]).toBe('5 fired critical');
  expect(edgesOf(simulate(monitor(), failures, SPAN)).slice(1)).toEqual([
    expect.stringMatching(/^12(\.\d+)? resolved critical$/),
  ]);
});

it('gives the values as a series, for each group', () => {
  const failures = [1, 2].map((minute) => event(minute * MINUTE));
  const { values } = simulate(monitor(), failures, { since: 0, until: 4 * MINUTE, stepMs: MINUTE });
  expect(values.map(({ at, value }) => [at / MINUTE, value])).toEqual([
    [2, 1],
    [3, 2],
    [4, 2],
  ]);
});

it('finds a run that does not end', () => {
  const runs = monitor({
    ...{ kind: 'absence', eventTypes: [], deadlineSeconds: 600 },
    ...{ startTypes: ['agent.run.started'], endTypes: ['agent.run.completed'] },
    thresholds: [{ atLeast: 1, severity: 'error' }],
  });
  const started = event(MINUTE, { type: 'agent.run.started' });
  const ended = event(90 * MINUTE, { type: 'agent.run.completed', id: 'evt_end' });
  const [fired, resolved] = simulate(runs, [started, ended], SPAN).edges;
  expect(fired).toMatchObject({ edge: 'fired', group: { source: 'bot' } });
  expect((fired?.at ?? 0) / MINUTE).toBeCloseTo(12, 0);
  expect(resolved).toMatchObject({ edge: 'resolved', at: 90 * MINUTE });
});

it('counts what it would not have counted', () => {
  const costs = monitor({ kind: 'sum', value: 'cost' });
  const events = [
    event(MINUTE, { type: 'llm.request.completed', data: { model: 'house-7', inputTokens: 5 } }),
    event(2 * MINUTE, { type: 'llm.request.completed', data: {} }),
  ];
  expect(simulate(costs, events, SPAN)).toMatchObject({
    uncounted: { unknownCost: 1, skipped: 1 },
    unknownModels: [{ model: 'house-7', reason: 'price', events: 1 }],
  });
});

it('fires whenever five are within ten minutes, and only if about as many are', () => {
  const minutes = fc.array(fc.integer({ min: 1, max: 100 * 60 }), { maxLength: 30 });
  fc.assert(
    fc.property(minutes, (seconds) => {
      const times = seconds.toSorted((a, b) => a - b).map((second) => second * 1_000);
      const events = times.map((time, index) => event(time, { id: `evt_${index}` }));
      const fired = simulate(monitor(), events, SPAN).edges.some(({ edge }) => edge === 'fired');
      const five = (windowMs: number): boolean =>
        times.some((time, index) => index >= 4 && time - (times[index - 4] ?? 0) < windowMs);
      if (five(600_000)) expect(fired).toBe(true);
      if (!five(610_001)) expect(fired).toBe(false);
    }),
    { numRuns: 200 },
  );
});

it('does not count a number that would not be counted in earnest', () => {
  const big = monitor({ kind: 'sum', value: 'data.big', thresholds: [{ atLeast: 10, severity: 'info' }] });
  const events = ['1e16', '-1e300', '1e999', '1e15'].map((number, n) =>
    event((n + 1) * MINUTE, { id: `evt_${n}`, data: JSON.parse(`{"big":${number}}`) as object }),
  );
  const seen = simulate(big, events, SPAN);
  expect(seen.uncounted.skipped).toBe(3);
  expect(seen.edges[0]).toMatchObject({ at: 4 * MINUTE, value: 1e15 });
});

it('adds up in the steps in which sums are stored', () => {
  const sum = monitor({ kind: 'sum', value: 'data.n', thresholds: [{ atLeast: 0.8, severity: 'info' }] });
  const events = [0.7, 0.1].map((n, index) => event(MINUTE + index, { id: `evt_${index}`, data: { n } }));
  expect(edgesOf(simulate(sum, events, { since: 0, until: 2 * MINUTE }))).toHaveLength(1);
});

const HEARTS: Partial<Monitor> = {
  ...{ kind: 'absence', eventTypes: ['agent.heartbeat'], deadlineSeconds: 300 },
  ...{ resolveAfterSeconds: 300, thresholds: [{ atLeast: 1, severity: 'error' }] },
};

it('a heart whose recovery ends with its next deadline resolves and fires anew, as it does in earnest', () => {
  // Each beat arrives two seconds after its time: the deadline comes before the end of the recovery.
  const beats = [1, 11, 21].map((minute) => ({
    ...event(minute * MINUTE, { id: `evt_${minute}`, type: 'agent.heartbeat' }),
    receivedAt: minute * MINUTE + 2_000,
  }));
  const edges = simulate(monitor(HEARTS), beats, SPAN).edges.map(({ edge }) => edge);
  expect(edges).toEqual(['fired', 'resolved', 'fired', 'resolved', 'fired']);
});

it('misses whom it expects and who never began, from the beginning of the span on', () => {
  const expecting = monitor({ ...HEARTS, expected: ['never', { source: 'begins' }] });
  const beats = Array.from({ length: 30 }, (_, n) =>
    event((n + 4) * 4 * MINUTE, { id: `evt_${n}`, source: 'begins', type: 'agent.heartbeat' }),
  );
  const since = 15 * MINUTE;
  const { edges } = simulate(expecting, beats, { since, until: 100 * MINUTE });
  expect(edges).toMatchObject([{ at: since + 6 * MINUTE, edge: 'fired', group: { source: 'never' } }]);
});
