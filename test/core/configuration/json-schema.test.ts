import fc from 'fast-check';
import { schemaProblems } from '../../../core/configuration/json-schema';
import { checkBySchema } from '../../../core/json-schema/check-schema';
import { Steps } from '../../../core/steps';

const name = fc.constantFrom('a', 'b');

/** Schemas with references between two definitions, to and from everywhere. */
const { schema } = fc.letrec<{ schema: unknown }>((tie) => ({
  schema: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom<unknown>(true, {}, { type: 'string' }, { type: 'object', required: ['a'] }),
    name.map((to) => ({ $ref: `#/$defs/${to}` })),
    fc
      .tuple(
        fc.constantFrom('allOf', 'anyOf', 'oneOf'),
        fc.array(tie('schema'), { minLength: 1, maxLength: 2 }),
      )
      .map(([keyword, list]) => ({ [keyword]: list })),
    fc
      .tuple(fc.constantFrom('not', 'items', 'additionalProperties'), tie('schema'))
      .map(([keyword, one]) => ({ [keyword]: one })),
    tie('schema').map((one) => ({ properties: { a: one } })),
  ),
}));

describe('a JSON Schema that is taken', () => {
  it('can always be checked to an end', () => {
    const data = { a: { a: ['x', { a: {} }] }, b: 1 };
    let taken = 0;
    fc.assert(
      fc.property(schema, schema, schema, (root, a, b) => {
        const whole = typeof root === 'object' ? { ...root, $defs: { a, b } } : { $defs: { a, b } };
        if (schemaProblems(whole).length > 0) return;
        taken++;
        expect(() => checkBySchema(whole, new Steps(100_000))(data, '')).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it.each<[string, unknown]>([
    ['annotations of any kind', { title: 1, 'x-mine': [], examples: 'no list' }],
    ['a schema in an enum, which is data', { enum: [{ $ref: 'https://example.com' }] }],
    ['a loop that steps into the data', { properties: { child: { $ref: '#' } } }],
    ['definitions as older drafts name them', { definitions: { a: {} }, $ref: '#/definitions/a' }],
    ['named groups, boundaries and lazy repetitions', { pattern: '^(?<a>(a+)+?)\\b\\p{L}\\u{1F600}[^]$' }],
    ['an escaped pointer', { $defs: { 'a/b~c d': {} }, $ref: '#/$defs/a~1b~0c%20d' }],
    ['a property named like a keyword', { properties: { $ref: { type: 'string' }, pattern: {} } }],
  ])('may have %s', (_, given) => {
    expect(schemaProblems(given)).toEqual([]);
  });
});

it('A schema has at most 1,000 schemas in it', () => {
  const properties = (count: number) =>
    Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${at}`, {}]));
  expect(schemaProblems({ properties: properties(999) })).toEqual([]);
  expect(schemaProblems({ properties: properties(1_000) })).toEqual([
    { pointer: '', detail: 'must have at most 1000 schemas in it; these are 1001' },
  ]);
});

it.each<[string, object]>([
  ['an annotation', { 'x-mine': { a: { type: 5 } }, $ref: '#/x-mine/a' }],
  ['a value', { enum: [{ pattern: '(' }], $ref: '#/enum/0' }],
  ['all definitions', { $defs: { a: {} }, properties: { b: { $ref: '#/$defs' } } }],
])('A reference to %s, which nobody has checked as a schema, is refused', (_, schema) => {
  expect(schemaProblems(schema)).toMatchObject([{ detail: 'must point to a schema that is there' }]);
});

const patterns = (count: number, pattern: string) => ({
  anyOf: Array.from({ length: count }, () => ({ pattern })),
});

it('The patterns of a schema have at most 20,000 characters and choices together', () => {
  expect(schemaProblems(patterns(10, 'a{1999}'))).toEqual([]);
  const { anyOf } = patterns(10, 'a{1999}');
  expect(schemaProblems({ anyOf, patternProperties: { a: true } })).toEqual([
    { pointer: '', detail: expect.stringMatching(/at most 20000 .*; these have 20002$/) as string },
  ]);
});

it('The patterns of a schema name at most 500 properties of Unicode', () => {
  expect(schemaProblems(patterns(500, '\\p{L}'))).toEqual([]);
  expect(schemaProblems(patterns(501, '\\P{L}'))).toEqual([
    { pointer: '', detail: expect.stringMatching(/at most 500 .*; these are 501$/) as string },
  ]);
});
