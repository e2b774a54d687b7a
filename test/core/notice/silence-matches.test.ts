import type { Matcher } from '../../../core/notice/silence';
import { matched, silenceWarnings } from '../../../core/notice/silence-matches';
import { alertData } from '../destination/kinds/samples';

const monitors = [
  { id: 'mon_1', name: 'Daily budget', groupBy: ['data.model'], labels: { team: 'support' } },
];
const of = (...matchers: Matcher[]) =>
  silenceWarnings(matchers, { monitors, alerts: [alertData({ labels: { region: 'eu' } })] });
const is = (name: string, value: string): Matcher => ({ name, op: '=', value });

it.each([
  is('source', 'anything'),
  is('team', 'x'),
  is('region', 'x'),
  is('data.model', 'gpt-5'),
  is('severity', 'critical'),
  is('monitor', 'mon_1'),
  is('monitor', 'Daily budget'),
  is('monitor', 'five failures'),
  is('alertname', 'Daily budget'),
  { name: 'monitor', op: '=~', value: 'Dai.*' } as const,
])('6.1 the matcher %j names something that there is', (matcher) => {
  expect(of(matcher)).toEqual([]);
});

it.each([
  [is('sorce', 'x'), '/matchers/1/name', 'of any monitor or open alert: did you mean "source"?'],
  [is('model', 'x'), '/matchers/1/name', 'did you mean "data.model"?'],
  [is('nonsense', 'x'), '/matchers/1/name', 'of any monitor or open alert'],
  [is('toString', ''), '/matchers/1/name', 'of any monitor or open alert'],
  [is('monitor', 'daily-budget'), '/matchers/1/value', 'did you mean "Daily budget"?'],
  [is('monitor', 'mon_9'), '/matchers/1/value', 'is no name and no id of a monitor'],
  [is('alertname', 'mon_1'), '/matchers/1/value', 'is no name of a monitor'],
])('6.1 the matcher %j is warned of at %s', (matcher, pointer, detail) => {
  const warnings = of(is('source', 'x'), matcher);
  expect(warnings).toEqual([{ pointer, detail: expect.stringContaining(detail) as string }]);
  expect(warnings[0]?.detail).toMatch(/[?\w]$/);
});

it('6.1 the alerts that all matchers match are found, and no others', () => {
  const alerts = ['a', 'b', 'a'].map((source, index) => alertData({ id: `alt_${index}`, group: { source } }));
  expect(matched([is('source', 'a')], alerts)).toMatchObject({
    alerts: [{ id: 'alt_0' }, { id: 'alt_2' }],
    complete: true,
  });
  expect(matched([is('source', 'a'), is('team', 'sales')], alerts).alerts).toEqual([]);
});

it('6.1 a dear expression asks no more alerts than a request has time for, and says so', () => {
  const alerts = Array.from({ length: 1_000 }, () => alertData({ group: { source: 'a'.repeat(256) } }));
  const dear: Matcher = { name: 'source', op: '=~', value: '(.*a){100}b' };
  expect(matched([dear], alerts)).toEqual({ alerts: [], complete: false });
});
