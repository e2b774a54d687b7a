import fc from 'fast-check';
import { compileValue, ValueError } from '../../../core/monitor/value';

const view = { data: { a: 3, b: { c: 4 }, text: 'x', huge: 1e308 } };

it.each([
  ['1 + 2 * 3', 7],
  ['(1 + 2) * 3', 9],
  ['-data.a', -3],
  ['data.a - data.b.c', -1],
  ['data.b.c / 2', 2],
  ['cost / 1000', 0.05],
  ['2 - 1 - 1', 0],
])('%s is %s', (text, value) => {
  expect(compileValue(text)(view, 50)).toBe(value);
});

it.each([
  'data.missing',
  'data.text',
  'data.b',
  'data.a + data.missing',
  'data.a / 0',
  'data.huge * 10',
  'data.a.b',
])('%s has no value', (text) => {
  expect(compileValue(text)(view, 50)).toBeUndefined();
});

it('has no value without the cost that it needs, and knows that it needs it', () => {
  expect(compileValue('cost')(view, undefined)).toBeUndefined();
  expect([compileValue('cost * 2').usesCost, compileValue('data.cost').usesCost]).toEqual([true, false]);
});

it.each([
  ['cost', { factor: 1, isPlain: true }],
  ['-cost * 1.2', { factor: 1.2, isPlain: true }],
  ['cost + data.costMicroUsd', { factor: 1, isPlain: true }],
  ['cost + data.fee', { factor: 1, isPlain: true }],
  ['cost / 1000', { factor: 0.001, isPlain: true }],
  ['cost / data.a', { factor: 1, isPlain: false }],
  ['data.a * 2', undefined],
  ['cost / cost', undefined],
  ['data.a / cost', undefined],
  ['data.cost', undefined],
])('the money of %s is %j', (text, money) => {
  expect(compileValue(text).money).toEqual(money);
});

it('names the operands that an event lacks', () => {
  const value = compileValue('data.a + data.text * cost - data.b.missing');
  expect(value.missing(view, 1)).toEqual(['data.text', 'data.b.missing']);
  expect(value.missing(view, undefined)).toEqual(['data.text', 'cost', 'data.b.missing']);
});

it.each([
  ['', 'arithmetic'],
  ['process.exit()', 'arithmetic'],
  ['data["a"]', 'brackets'],
  ['data.a.constructor("x")()', 'arithmetic'],
  ['this.data', 'name values|under "data"|does not know'],
  ['source', 'did you mean "data.source"'],
  ['"text"', 'constants are numbers'],
  ['true', 'constants are numbers'],
  ['/a/', 'cannot be read|constants|arithmetic'],
  ['a = 1', 'cannot be read|arithmetic|operator|did you mean'],
  ['data.a ** 2', 'operator'],
  ['data.a % 2', 'operator'],
  ['data.a && 1', 'operator'],
  ['+data.a', 'operator'],
  ['data.a ? 1 : 2', 'arithmetic'],
  ['1; 2', 'arithmetic'],
  ['[1]', 'arithmetic'],
  ['(() => 1)()', 'cannot be read|arithmetic'],
  ['data.a +', 'cannot be read'],
  ['1e999', 'constants are numbers'],
  [`${'('.repeat(100)}1${')'.repeat(100)}+${'-'.repeat(30)}1`, 'nested'],
  ['1'.repeat(257), '256 characters'],
])('refuses %s', (text, reason) => {
  const refused = (): unknown => compileValue(text);
  expect(refused).toThrow(ValueError);
  expect(refused).toThrow(new RegExp(reason));
});

it('reads nothing that an object has not of its own', () => {
  expect(compileValue('data.constructor.length')(view, 0)).toBeUndefined();
  expect(compileValue('data.__proto__.a')(view, 0)).toBeUndefined();
});

it('never throws anything but ValueError, and never runs anything', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9.+*/()[\]{}"'`=<>!?:;,& -]{0,40}$/), (text) => {
      try {
        const value = compileValue(text)(view, 1);
        expect(value === undefined || Number.isFinite(value)).toBe(true);
      } catch (error) {
        expect(error).toBeInstanceOf(ValueError);
      }
    }),
    { numRuns: 2_000 },
  );
});
