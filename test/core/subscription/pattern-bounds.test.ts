import fc from 'fast-check';
import { compilePattern, matches } from '../../../core/subscription/pattern';
import { PatternError } from '../../../core/subscription/pattern-error';
import { sizeOfPattern } from '../../../core/subscription/pattern-size';
import { MAX_FILTER_STEPS, Steps } from '../../../core/steps';

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

test.each(hostile)('%s takes no more steps than a filter may', (_name, pattern, event) => {
  const steps = new Steps();
  expect(matches(compilePattern(pattern), event, steps)).toBe(false);
  // What ran out was not done: at the most, one array or one text too many was about to be looked at.
  expect(steps.spent).toBeLessThan(MAX_FILTER_STEPS + EVENT_CHARACTERS);
});

test.each<[name: string, pattern: object, branches: number, parts: number]>([
  ['fields only', { a: ['x'], b: { c: [1, 2] } }, 1, 2 + 4],
  ['one $or', { a: ['x'], $or: [{ b: [1] }, { b: [2], c: [3] }] }, 2, 2 * 2 + 2 + 4],
  ['$or in $or', { $or: [{ a: [1] }, { $or: [{ b: [1] }, { c: [1] }] }] }, 3, 6],
  ['two $ors', { a: { $or: [{ b: [1] }, { c: [1] }] }, d: { $or: [{ b: [1] }, { c: [1] }] } }, 4, 4 * 6],
])('The size of %s is known without multiplying out', (_name, pattern, branches, parts) => {
  expect(sizeOfPattern(pattern, 'operator', 100)).toEqual({ branches, parts });
  const compiled = compilePattern(pattern).branches;
  const counted = compiled.flatMap(({ requirements }) =>
    requirements.map(({ path, leaf }) => path.length + leaf.equals.size),
  );
  expect(compiled).toHaveLength(branches);
  expect(counted.reduce((sum, one) => sum + one, 0)).toBe(parts);
});

test('A pattern of 2,000 characters that multiplies out to 10^60 branches is refused by its size', () => {
  const fork = { $or: Array.from({ length: 10 }, () => ({ a: [1] })) };
  const pattern = Object.fromEntries(Array.from({ length: 60 }, (_, number) => [`f${number}`, fork]));
  expect(sizeOfPattern(pattern, 'operator', 100)).toEqual({ branches: 1e9, parts: 1e9 });
  expect(() => compilePattern(pattern)).toThrow(/combinations/);
});

test('arrays nested deeper than any stack are searched', () => {
  const event: unknown = JSON.parse(`{"a":${'['.repeat(100_000)}1${']'.repeat(100_000)}}`);
  expect(matches(compilePattern({ a: [1] }), event)).toBe(true);
  expect(matches(compilePattern({ a: { b: [1] } }), event)).toBe(false);
  expect(matches(compilePattern({ a: [{ exists: false }] }), event)).toBe(false);
});
