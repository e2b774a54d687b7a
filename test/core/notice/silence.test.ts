import { compileSilences, expressionProblem, silencing, type Matcher } from '../../../core/notice/silence';
import { alertData } from '../destination/kinds/samples';

const covers = (...matchers: Matcher[]): boolean => {
  const silence = { id: 'sil_1', project: 'p', reason: '', actor: '', createdAt: 0, until: 10, matchers };
  return silencing(compileSilences([silence]), alertData(), 0) !== undefined;
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
  [{ name: 'monitor', op: '=', value: 'five failures' }, true],
  [{ name: 'monitor', op: '!=', value: 'five failures' }, false],
  [{ name: 'monitor', op: '=~', value: 'five .*' }, true],
  [{ name: 'monitor', op: '!~', value: 'mon_.*' }, false],
  [{ name: 'monitor', op: '!~', value: 'six .*' }, true],
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
  expect(silencing(compileSilences(silences), alertData(), 0)?.id).toBe('sil_9');
});

it('A stored silence with an expression that is not taken any more silences nothing', () => {
  expect(covers({ name: 'source', op: '!~', value: '(?=a)' })).toBe(false);
});

it.each([
  ['support-.*', undefined],
  ['.*-(eu|us)-.*', undefined],
  ['a|b|c', undefined],
  ['[a-z]+-\\d+', undefined],
  ['(a|b)-\\d+', undefined],
  ['(a+)+', undefined],
  ['.*.*.*', undefined],
  ['^support$', undefined],
  ['[\\p{L}\\p{N}]{1,200}', undefined],
  ['[\\p{L}\\p{N}]{1,3000}', /at most 600/],
  ['((a{20}){20}){20}', /at most 600/],
  ['(.)\\1', /without .*back references.*: "\\\\1"/],
  ['(?=a)', /without lookahead, .*: "\(\?=a"/],
  ['(?<!a)', /lookbehind/],
  ['(?i:a)', /must be/],
  ['(){1000000000}', /at most 600/],
  ['(?<n>a)', undefined],
  ['\\bx\\B.', undefined],
  ['[', /regular expression/],
  [')(', /regular expression/],
  ['a)|(b', /regular expression/],
  ['x'.repeat(257), /at most 256/],
])('The expression %s is taken, or the rule that it breaks is named', (text, problem) => {
  if (problem) expect(expressionProblem(text)).toMatch(problem);
  else expect(expressionProblem(text)).toBeUndefined();
});
