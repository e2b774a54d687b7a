import { compilePattern } from '../../../core/subscription/pattern';
import { PatternError } from '../../../core/subscription/pattern-error';

const invalid: [pattern: unknown, pointer: string, message: RegExp][] = [
  ['x', '', /must be an object/],
  [[], '', /must be an object/],
  [null, '', /must be an object/],
  [undefined, '', /must be an object/],
  [{}, '', /empty object/],
  [{ a: {} }, '/a', /empty object/],
  [{ a: [] }, '/a', /empty array/],
  [{ a: 'x' }, '/a', /must be an object or an array/],
  [{ a: { 'b/c': { '~': 1 } } }, '/a/b~1c/~0', /must be an object or an array/],
  [{ a: ['x', ['y']] }, '/a/1', /must be a string, a number/],
  [{ a: [undefined] }, '/a/0', /must be a string, a number/],
  [{ a: [1e400] }, '/a/0', /out of range/],
  [{ a: [{}] }, '/a/0', /must name an operator/],
  [{ a: [{ regex: 'x' }] }, '/a/0/regex', /not an operator/],
  [{ a: [{ toString: 'x' }] }, '/a/0/toString', /not an operator/],
  [{ a: [{ prefix: 'x', suffix: 'y' }] }, '/a/0', /only one operator/],
  [{ a: [{ prefix: 5 }] }, '/a/0/prefix', /must be a string/],
  [{ a: [{ prefix: { prefix: 'x' } }] }, '/a/0/prefix', /takes a string or/],
  [{ a: [{ suffix: { 'equals-ignore-case': 1 } }] }, '/a/0/suffix/equals-ignore-case', /must be a string/],
  [{ a: [{ 'equals-ignore-case': ['x'] }] }, '/a/0/equals-ignore-case', /must be a string/],
  [{ a: [{ exactly: null }] }, '/a/0/exactly', /must be a string/],
  [{ a: [{ wildcard: 'a**b' }] }, '/a/0/wildcard', /two "\*" in a row/],
  [{ a: [{ wildcard: 'a\\b' }] }, '/a/0/wildcard', /must precede/],
  [{ a: [{ wildcard: 'a\\' }] }, '/a/0/wildcard', /must precede/],
  [{ a: [{ exists: 'yes' }] }, '/a/0/exists', /true or false/],
  [{ a: [{ 'anything-but': [] }] }, '/a/0/anything-but', /at least one/],
  [{ a: [{ 'anything-but': ['x', 1] }] }, '/a/0/anything-but', /strings only or numbers only/],
  [{ a: [{ 'anything-but': [null] }] }, '/a/0/anything-but/0', /not null/],
  [{ a: [{ 'anything-but': true }] }, '/a/0/anything-but', /not null/],
  [{ a: [{ 'anything-but': { prefix: '' } }] }, '/a/0/anything-but/prefix', /empty prefix/],
  [{ a: [{ 'anything-but': { suffix: ['x', ''] } }] }, '/a/0/anything-but/suffix/1', /empty suffix/],
  [{ a: [{ 'anything-but': { suffix: [] } }] }, '/a/0/anything-but/suffix', /must not be empty/],
  [{ a: [{ 'anything-but': { wildcard: 'a**' } }] }, '/a/0/anything-but/wildcard', /two "\*" in a row/],
  [{ a: [{ 'anything-but': { numeric: ['=', 1] } }] }, '/a/0/anything-but', /one of prefix/],
  [{ a: [{ 'anything-but': { prefix: 'a', suffix: 'b' } }] }, '/a/0/anything-but', /one of prefix/],
  [{ a: [{ numeric: '>5' }] }, '/a/0/numeric', /must be an array/],
  [{ a: [{ numeric: [] }] }, '/a/0/numeric/0', /one of =, </],
  [{ a: [{ numeric: ['>', '5'] }] }, '/a/0/numeric/1', /must be a number/],
  [{ a: [{ numeric: ['!=', 5] }] }, '/a/0/numeric/0', /one of =, </],
  [{ a: [{ numeric: ['>', 1e400] }] }, '/a/0/numeric/1', /out of range/],
  [{ a: [{ numeric: ['<', 5, '>', 0] }] }, '/a/0/numeric', /numeric range/],
  [{ a: [{ numeric: ['=', 5, '<', 6] }] }, '/a/0/numeric', /numeric range/],
  [{ a: [{ numeric: ['>', 0, '<'] }] }, '/a/0/numeric/3', /must be a number/],
  [{ a: [{ numeric: ['>', 0, '<', 5, '<', 6] }] }, '/a/0/numeric', /numeric range/],
  [{ a: [{ numeric: ['>', 5, '<', 5] }] }, '/a/0/numeric', /less than its top/],
  [{ a: [{ cidr: '10.0.0.0' }] }, '/a/0/cidr', /one "\/"/],
  [{ a: [{ cidr: 'localhost/8' }] }, '/a/0/cidr', /not an IP address/],
  [{ a: [{ cidr: '10.0.0.0/32' }] }, '/a/0/cidr', /0 to 31/],
  [{ a: [{ cidr: '::/128' }] }, '/a/0/cidr', /0 to 127/],
  [{ a: [{ cidr: '10.0.0.0/-1' }] }, '/a/0/cidr', /0 to 31/],
  [{ b: { $or: [{ a: [1] }, {}] } }, '/b/$or/1', /empty object/],
  [{ $or: [{ a: [1] }, 'x'] }, '/$or/1', /alternative/],
  [{ $or: [{ a: [1] }] }, '/$or', /at least two/],
  [{ $or: [{ a: [1] }, { numeric: [5] }] }, '/$or/1/numeric', /reserved/],
];

test.each(invalid)('%j is refused at "%s": %s', (pattern, pointer, message) => {
  const error = errorOf(() => compilePattern(pattern));
  expect(error.pointer).toBe(pointer);
  expect(error.message).toMatch(message);
});

test('a pattern is as long as its JSON text', () => {
  const pattern = { a: ['x'.repeat(10)] };
  const maxCharacters = JSON.stringify(pattern).length;
  expect(() => compilePattern(pattern, { maxCharacters })).not.toThrow();
  expect(errorOf(() => compilePattern(pattern, { maxCharacters: maxCharacters - 1 })).message).toMatch(
    /longer than/,
  );
});

test('what is no JSON is refused, too', () => {
  const endless: { a?: unknown } = {};
  endless.a = endless;
  expect(errorOf(() => compilePattern(endless, { maxCharacters: 2048 })).message).toMatch(/must be JSON/);
  expect(errorOf(() => compilePattern(endless)).message).toMatch(/deeper than/);
});

test('$or may lead to 1,000 combinations and no more, with 2,000 names and values in all of them', () => {
  const forks = (count: number, width: number): unknown =>
    Object.fromEntries(
      Array.from({ length: count }, (_, fork) => [
        `f${fork}`,
        { $or: Array.from({ length: width }, (_, index) => ({ a: [index] })) },
      ]),
    );
  expect(compilePattern(forks(1, 500)).branches).toHaveLength(500);
  expect(compilePattern({ $or: Array.from({ length: 1000 }, () => ({ a: [1] })) }).branches).toHaveLength(
    1000,
  );
  expect(errorOf(() => compilePattern(forks(3, 10))).message).toMatch(/9000 names and alternatives/);
  expect(errorOf(() => compilePattern(forks(10, 2))).message).toMatch(/1000 combinations/);
  expect(errorOf(() => compilePattern(forks(100, 20))).message).toMatch(/1000 combinations/);
});

test('depth is limited, so that no pattern can exhaust the stack', () => {
  const nested = (levels: number, wrap: (inner: unknown) => unknown): unknown => {
    let pattern: unknown = { a: ['x'] };
    for (let level = 0; level < levels; level += 1) pattern = wrap(pattern);
    return pattern;
  };
  expect(() => compilePattern(nested(99, (inner) => ({ a: inner })))).not.toThrow();
  expect(errorOf(() => compilePattern(nested(50_000, (inner) => ({ a: inner })))).message).toMatch(
    /deeper than/,
  );
  const forks = nested(50_000, (inner) => ({ $or: [{ b: [1] }, inner] }));
  expect(errorOf(() => compilePattern(forks)).message).toMatch(/deeper than/);
});

function errorOf(compile: () => unknown): PatternError {
  try {
    compile();
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
  throw new Error('The pattern was accepted');
}
