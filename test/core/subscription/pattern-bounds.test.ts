import fc from 'fast-check';
import { compilePattern, matches } from '../../../core/subscription/pattern';
import { PatternError } from '../../../core/subscription/pattern-error';

const operators = [
  'prefix',
  'suffix',
  'equals-ignore-case',
  'wildcard',
  'anything-but',
  'numeric',
  'exists',
  'cidr',
];
const word = fc.constantFrom('a', 'b', '*', '\\', '=', '<', '>=', '10.0.0.0/8', '$or', '');

/** JSON that is nearly a pattern, so that every check is met, and not only the first. */
const nearPattern = fc.letrec((tie) => ({
  any: fc.oneof(word, fc.double(), fc.constantFrom(null, true), tie('list'), tie('operator'), tie('object')),
  list: fc.array(tie('any'), { maxLength: 4 }),
  operator: fc.dictionary(fc.constantFrom(...operators), tie('any'), { minKeys: 1, maxKeys: 1 }),
  object: fc.dictionary(fc.constantFrom('a', 'b', '$or', 'numeric'), fc.oneof(tie('list'), tie('object')), {
    maxKeys: 3,
  }),
}));

test('compiling throws PatternError or nothing, and matching throws nothing', () => {
  fc.assert(
    fc.property(
      fc.oneof(nearPattern.object, fc.anything()),
      fc.oneof(nearPattern.any, fc.anything()),
      (pattern, event) => {
        try {
          const compiled = compilePattern(pattern, { maxCharacters: 2048 });
          expect(typeof matches(compiled, event)).toBe('boolean');
          expect(typeof matches(compiled, { a: event, b: [event] })).toBe('boolean');
        } catch (error) {
          if (!(error instanceof PatternError)) throw error;
        }
      },
    ),
    { numRuns: 3000 },
  );
});

const EVENT_CHARACTERS = 256 * 1024;
const hostile: [name: string, pattern: unknown, event: unknown][] = [
  [
    'many stars over one letter',
    { a: [{ wildcard: `${'a*'.repeat(900)}b` }] },
    { a: 'a'.repeat(EVENT_CHARACTERS) },
  ],
  [
    'a long piece that nearly fits everywhere',
    { a: [{ wildcard: `*b${'a'.repeat(1900)}*` }] },
    { a: 'a'.repeat(EVENT_CHARACTERS) },
  ],
  [
    'a piece of two halves',
    { a: [{ wildcard: `*${'a'.repeat(900)}b${'a'.repeat(900)}*` }] },
    { a: 'a'.repeat(EVENT_CHARACTERS) },
  ],
  ['an address of colons', { a: [{ cidr: '::/8' }, '::1'] }, { a: ':'.repeat(EVENT_CHARACTERS) }],
  ['an address of zeros', { a: [{ cidr: '::/8' }] }, { a: `${'0'.repeat(EVENT_CHARACTERS)}x::` }],
  [
    'a field that is absent from every element of a large array',
    { a: { b: [{ exists: false }], c: ['x'], d: [{ exists: false }] } },
    { a: Array.from({ length: 40_000 }, () => ({ c: 1 })) },
  ],
  [
    'a field that is absent, or not, in nested arrays',
    { a: { b: { c: [{ exists: false }, 1], d: ['x'] }, e: [{ exists: false }] } },
    { a: Array.from({ length: 200 }, () => ({ b: Array.from({ length: 200 }, () => ({ c: 1 })) })) },
  ],
];

test.each(hostile)('%s takes less than a second', (_name, pattern, event) => {
  const compiled = compilePattern(pattern);
  const startedAt = performance.now();
  expect(matches(compiled, event)).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(1000);
});

test('arrays nested deeper than any stack are searched', () => {
  const event: unknown = JSON.parse(`{"a":${'['.repeat(100_000)}1${']'.repeat(100_000)}}`);
  expect(matches(compilePattern({ a: [1] }), event)).toBe(true);
  expect(matches(compilePattern({ a: { b: [1] } }), event)).toBe(false);
  expect(matches(compilePattern({ a: [{ exists: false }] }), event)).toBe(false);
});
