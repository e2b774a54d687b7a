import fc from 'fast-check';
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
