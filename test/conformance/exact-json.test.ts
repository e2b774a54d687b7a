import fc from 'fast-check';
import { atPointer, difference, readExactJson } from '../../conformance/runner/exact-json';

const between = (expected: string, found: string, keyOrder = false): string | undefined =>
  difference(readExactJson(expected), readExactJson(found), { keyOrder });

it.each([
  ['1.50', '15e-1'],
  ['1e400', '10E+399'],
  ['-0', '0'],
  ['0.000', '0e9'],
  ['100', '1e2'],
  ['"\\u00e9"', '"é"'],
  ['{"a":1,"b":2}', ' { "b" : 2 , "a" : 1 } '],
  ['{"a/b":1,"~c":[2]}', '{"~c":[2],"a/b":1}'],
  ['[[],{},"",null,true,false]', '[[],{},"",null,true,false]'],
])('%s is %s', (one, other) => {
  expect(between(one, other)).toBeUndefined();
});

it.each([
  ['9007199254740993', '9007199254740992', 'the data is 9007199254740992, not 9007199254740993'],
  ['1e400', 'null', 'the data is null, not 1e400'],
  ['"é"', '"e\u0301"', 'the data is "e\\u0301", not "\\u00e9"'],
  ['{"a/b~":1}', '{"a/b~":2}', '/a~1b~0 is 2, not 1'],
  ['1', '"1"', 'the data is "1", not 1'],
  ['-1', '1', 'the data is 1, not -1'],
  ['1', '10', 'the data is 10, not 1'],
  ['{"a":{"b":[1]}}', '{"a":{"b":[2]}}', '/a/b/0 is 2, not 1'],
  ['[1,2]', '[1]', 'the data has 1 items, not 2'],
  ['{"a":null}', '{}', 'the data has the members [], not ["a"]'],
  ['{"a":1}', '{"a":1,"a":1}', 'the data has the members ["a","a"], not ["a"]'],
  ['{}', '[]', 'the data is an array, not an object'],
])('%s is not %s', (one, other, told) => {
  expect(between(one, other)).toBe(told);
});

it('the order of members counts where it is asked for', () => {
  expect(between('{"b":1,"a":2}', '{"a":2,"b":1}', true)).toMatch(/members/);
  expect(between('{"2":1,"1":2}', '{"2":1,"1":2}', true)).toBeUndefined();
});

it.each([
  '',
  '{',
  '[1,]',
  '{"a"}',
  '{"a":1,}',
  '01',
  '+1',
  'NaN',
  '"\u0001"',
  '1 2',
  '[1 2]',
  "{'a':1}",
  ']',
  ',',
])('refuses %j', (text) => {
  expect(() => readExactJson(text)).toThrow(SyntaxError);
});

it('finds what a pointer points at', () => {
  const value = readExactJson('{"a":[{"b/c~":7}]}');
  expect(atPointer(value, '/a/0/b~1c~0')).toEqual({ kind: 'number', text: '7' });
  expect(atPointer(value, '')).toBe(value);
  expect(atPointer(value, '/a/1/b')).toBeUndefined();
});

it('agrees with JSON.parse on what it reads, and finds no difference to itself', () => {
  fc.assert(
    // After a name that ends in a backslash, V8 may read the names of what it parses next wrongly.
    fc.property(
      fc.json().filter((text) => !text.includes('\\')),
      (text) => {
        expect(between(text, JSON.stringify(JSON.parse(text)))).toBeUndefined();
      },
    ),
    { numRuns: 300 },
  );
});
