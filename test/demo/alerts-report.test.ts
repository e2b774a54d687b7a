import { alertsReport, type Fired, spent } from '../../demo/alerts-report';
import { NAMES } from '../../demo/monitors';
import type { Directive, Seen } from '../../demo/orders';
import { Spending } from '../../demo/spending';
import { longestLine } from '../terminal/longest-line';

const spending = new Spending();
const usage = { provider: 'openai', inputTokens: 1_000_000, outputTokens: 0 };
spending.add({ ...usage, model: 'gpt-4o' }, 'gpt-4o');
spending.add({ ...usage, model: 'gpt-4o-mini' }, 'gpt-4o');

const fired = (monitor: Fired['monitor'], at: number, severity: string, subject?: string): Fired => ({
  monitor,
  at,
  alert: {
    monitor: { name: `the ${monitor}` },
    severity,
    value: 1_500_123,
    threshold: 1_500_000,
    group: subject === undefined ? {} : { subject },
  },
});
const directive: Directive = {
  agent: 'bot',
  state: 'paused',
  holds: [],
  version: 1,
  modelSwitches: [{ from: 'gpt-4o', to: 'gpt-4o-mini' }],
};
const seen = (order: Seen['order'], at: number): Seen => ({ order, at, directive });

/** The cells of each line below the heading. */
const lines = (text: string): string[][] =>
  text
    .split('\n')
    .slice(2)
    .map((line) => line.trim().split(/ {2,}/));

it('The table of alerts says what fired and when, who was told and who obeyed how soon, and what it changed', () => {
  const table = alertsReport({
    began: 1_000,
    tips: [
      { monitor: 'tokens', severity: 'critical', at: 9_000 },
      { monitor: 'failures', severity: 'critical', at: 3_000 },
      { monitor: 'repetition', severity: 'warning', at: 5_000, subject: 'run-b' },
    ],
    fired: [
      fired('failures', 3_400, 'critical'),
      fired('repetition', 5_100, 'warning', 'run-a'),
      fired('repetition', 5_200, 'warning', 'run-b'),
      fired('tokens', 9_600, 'critical'),
    ],
    seen: [seen('paused', 3_300), seen('resumed', 5_300), seen('switched', 9_700)],
    pauses: [{ from: 3_300, to: 5_300, runsHeldBack: 193 }],
    spending,
  });
  const value = ['1,500,123', '1,500,000'];
  expect(lines(table)).toEqual([
    ['2.0', 'critical', 'the failures', ...value, '400', '300'],
    ['paused 2.0 s, 193 runs held back'],
    ['4.0', 'warning', 'the repetition', ...value, '200', '–'],
    ['in run-b'],
    ['8.0', 'critical', 'the tokens', ...value, '600', '700'],
    ['gpt-4o → gpt-4o-mini, $2.35 saved'],
  ]);
});

it('An alert that has jumped over two thresholds answers for the gravest, and what was not told says so', () => {
  const table = alertsReport({
    began: 0,
    tips: [
      { monitor: 'tokens', severity: 'info', at: 1_000 },
      { monitor: 'tokens', severity: 'warning', at: 1_000 },
      { monitor: 'score', severity: 'warning', at: 2_000 },
    ],
    fired: [fired('tokens', 1_500, 'warning')],
    seen: [],
    pauses: [],
    spending,
  });
  expect(lines(table)).toEqual([
    ['1.0', 'info', 'tokens', 'passed over', '–', '–'],
    ['1.0', 'warning', 'the tokens', '1,500,123', '1,500,000', '500', '–'],
    ['2.0', 'warning', 'score', 'not told', '–', '–'],
  ]);
});

it('What was spent is a line for each model, and what it would have been', () => {
  expect(spent(spending).split('\n')).toEqual([
    'gpt-4o: 1,000,000 tokens, $2.50',
    'gpt-4o-mini: 1,000,000 tokens, $0.15',
    'Without the switch: $5.00, so $2.35 saved',
  ]);
});

it('The table of alerts fits into 80 columns with the names and the numbers of the demo', () => {
  const subject = 'tau-airline-49-3';
  const widest = Math.max(...Object.values(NAMES).map((name) => name.length));
  const alert = {
    ...fired('tokens', 99_999, 'critical').alert,
    monitor: { name: 'x'.repeat(widest) },
    value: 13_000_123,
    threshold: 3_000_000,
  };
  const table = alertsReport({
    began: 0,
    tips: [
      { monitor: 'tokens', severity: 'critical', at: 999_900 },
      { monitor: 'repetition', severity: 'warning', at: 999_900, subject },
    ],
    fired: [{ monitor: 'tokens', at: 1_012_345, alert }],
    seen: [seen('switched', 1_012_345)],
    pauses: [],
    spending,
  });
  expect(longestLine(table)).toBeLessThanOrEqual(80);
  for (const shown of ['999.9', 'x'.repeat(widest), '13,000,123', '3,000,000', '12445', `in ${subject}`])
    expect(table).toContain(shown);
});
