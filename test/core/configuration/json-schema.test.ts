import { Validator, type Schema } from '@cfworker/json-schema';
import fc from 'fast-check';
import { schemaProblems } from '../../../core/configuration/json-schema';

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
        expect(() => new Validator(whole as Schema, '2020-12', false).validate(data)).not.toThrow();
      }),
      { numRuns: 500 },
    );
    expect(taken).toBeGreaterThan(50);
  });

  it.each<[string, unknown]>([
    ['annotations of any kind', { title: 1, 'x-mine': [], examples: 'no list' }],
    ['a schema in an enum, which is data', { enum: [{ $ref: 'https://example.com' }] }],
    ['a loop that steps into the data', { properties: { child: { $ref: '#' } } }],
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
