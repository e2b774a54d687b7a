import { summaryOf } from '../../../core/alert/summary';
import type { Monitor } from '../../../core/monitor/monitor';
import { monitor } from './monitor';

const DAY = { calendar: 'day', timeZone: 'UTC' } as const;
const sliding = (slidingSeconds: number) => ({ window: { slidingSeconds } });
const cost = { value: 'cost', eventTypes: ['llm.request.*'] };

const forecast: Partial<Monitor> = {
  ...{ kind: 'forecast', ...cost, window: { calendar: 'month', timeZone: 'UTC' }, limit: 500e6 },
};

it.each<[string, Partial<Monitor>, number | null, number]>([
  ['5 failures in 10 minutes', {}, 5, 5],
  ['1 failure in 90 seconds', sliding(90), 1, 1],
  ['4 retries in 1 hour', { ...sliding(3_600), eventTypes: ['agent.retry'] }, 4, 4],
  ['6 events today', { window: DAY, eventTypes: ['agent.run.failed', 'tool.call.completed'] }, 6, 5],
  ['80 % of $5.00 today ($4.00)', { kind: 'sum', ...cost, window: DAY, limit: 5e6 }, 4e6, 4e6],
  ['99.9 % of $5.00 today ($5.00)', { kind: 'sum', ...cost, window: DAY, limit: 5e6 }, 4_999_999, 4e6],
  ['$4.00 of $3.00 in 1 day', { kind: 'sum', ...cost, ...sliding(86_400) }, 4e6, 3e6],
  ['12, threshold 10 today', { kind: 'sum', value: 'data.n', window: DAY }, 12, 10],
  ['forecast: 124 % of $500.00 this month ($620.00)', forecast, 620e6, 500e6],
  [
    '2.4 on average in 1 hour, threshold 3',
    { kind: 'average', value: 'data.score', ...sliding(3_600) },
    2.4,
    3,
  ],
  ['60 % are bad in 30 minutes, threshold 50 %', { kind: 'rate', ...sliding(1_800) }, 0.6, 0.5],
  ['3.2 times the usual, in this hour', { kind: 'change', ...cost }, 3.2, 3],
  ['5 failures in a row', { kind: 'streak' }, 5, 5],
  ['3 events alike in 1 hour', { kind: 'repetition', ...sliding(3_600) }, 3, 3],
  ['overdue for 95 seconds', { kind: 'absence' }, 95, 1],
  ['overdue for 12 minutes', { kind: 'absence' }, 700, 1],
  ['no data in 10 minutes', {}, null, 5],
])('An alert says what was seen: %s', (words, more, value, threshold) => {
  const { window: _, ...without } = monitor();
  const windowless = more.kind === 'change' || more.kind === 'streak' || more.kind === 'absence';
  const seen = { ...(windowless ? without : monitor()), ...more };
  expect(summaryOf(seen, value, threshold)).toBe(words);
});
