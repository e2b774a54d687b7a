import { expressionProblem, silencing, type Matcher } from '../../../core/notice/silence';
import { alertData } from '../destination/kinds/samples';

const covers = (...matchers: Matcher[]): boolean => {
  const silence = { id: 'sil_1', project: 'p', reason: '', actor: '', createdAt: 0, until: 10, matchers };
  return silencing([silence], alertData(), 0) !== undefined;
};

it.each<[Matcher, boolean]>([
  [{ name: 'source', op: '=', value: 'support-bot' }, true],
  [{ name: 'source', op: '=', value: 'support' }, false],
  [{ name: 'source', op: '!=', value: 'support-bot' }, false],
  [{ name: 'source', op: '=~', value: 'support-.*' }, true],
  [{ name: 'source', op: '=~', value: 'support' }, false],
  [{ name: 'source', op: '!~', value: 'billing-.*' }, true],
  [{ name: 'team', op: '=~', value: 'support|sales' }, true],
  [{ name: 'severity', op: '=', value: 'critical' }, true],
  [{ name: 'alertname', op: '=', value: 'five failures' }, true],
  [{ name: 'monitor', op: '=', value: 'mon_1' }, true],
  [{ name: 'missing', op: '=', value: '' }, true],
  [{ name: 'missing', op: '!=', value: 'x' }, true],
  [{ name: 'toString', op: '=', value: '' }, true],
])('6.1 the matcher %j: %s', (matcher, expected) => {
  expect(covers(matcher)).toBe(expected);
});

it('6.1 all matchers have to match', () => {
  const source: Matcher = { name: 'source', op: '=', value: 'support-bot' };
  expect(covers(source, { name: 'team', op: '=', value: 'support' })).toBe(true);
  expect(covers(source, { name: 'team', op: '=', value: 'sales' })).toBe(false);
});

it('6.1 of several silences the one that ends last counts', () => {
  const one = { project: 'p', reason: '', actor: '', createdAt: 0, matchers: [] };
  const silences = [5, 9, 7].map((until) => ({ ...one, id: `sil_${until}`, until }));
  expect(silencing(silences, alertData(), 0)?.id).toBe('sil_9');
});

it.each([
  ['support-.*', undefined],
  ['a|b|c', undefined],
  ['[a-z]+-\\d+', undefined],
  ['(a+)+', /repeat a group/],
  ['(.)\\1', /refer/],
  ['(?=a)', /look around/],
  ['.*.*.*', /two repetitions/],
  ['(a|a)(a|a)(a|a)', /and groups/],
  ['(a|b)-\\d+', undefined],
  ['[', /regular expression/],
  ['x'.repeat(257), /at most 256/],
])('an expression that could take for ever is not taken: %s', (text, problem) => {
  if (problem) expect(expressionProblem(text)).toMatch(problem);
  else expect(expressionProblem(text)).toBeUndefined();
});
