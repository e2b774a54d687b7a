import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { schemaProblems } from '../../../core/configuration/json-schema';
import { checkBySchema } from '../../../core/json-schema/check-schema';
import type { Schema } from '../../../core/json-schema/reference';
import { Steps } from '../../../core/steps';

/** The validator that was in use before, which backtracks and cannot be stopped, agrees with ours on what is valid. */

const name = fc.constantFrom('a', 'b', 'ab', 'c', '10');
const count = fc.integer({ min: 0, max: 3 });
const number = fc.constantFrom(0, 1, 2, 3, -1, 0.1, 0.3, 1.5, 1e21);
const text = fc.constantFrom('', 'a', 'b', 'ab', 'ba', '1', '\u{1F600}', '10.0.0.1', '2024-02-29', 'a\nb');
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3, depthSize: 'small' },
    fc.oneof(number, text, fc.constantFrom(true, false, null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(name, tie('value'), { maxKeys: 4 }),
  ),
}));
const pattern = fc.constantFrom(
  'a',
  '^a',
  'b$',
  '^(a|b)+$',
  '^.$',
  '\\d',
  '^[^a]*$',
  '^\\p{L}{1,2}$',
  '^$',
  'a.b',
  '(?:)',
);
const type = fc.constantFrom('array', 'boolean', 'integer', 'null', 'number', 'object', 'string');
const format = fc.constantFrom(
  'ipv4',
  'date',
  'uri-reference',
  'hostname',
  'json-pointer',
  'regex',
  'relative-json-pointer',
);

/** A handful of keywords: with all of them, nothing is valid. */
const keywords = (all: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<object> =>
  fc
    .array(
      fc.oneof(
        ...Object.entries(all).map(([keyword, operand]) => operand.map((one) => ({ [keyword]: one }))),
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((some) => Object.assign({}, ...some) as object);

const { schema } = fc.letrec<{ schema: unknown; object: object }>((tie) => {
  const one = tie('schema');
  const list = fc.array(one, { minLength: 1, maxLength: 3 });
  const named = fc.dictionary(name, one, { maxKeys: 3 });
  const names = fc.uniqueArray(name, { maxLength: 2 });
  return {
    schema: fc.oneof({ maxDepth: 4 }, fc.boolean(), fc.constant({}), tie('object')),
    object: keywords({
      ...{ type: fc.oneof(type, fc.uniqueArray(type, { minLength: 1, maxLength: 3 })) },
      ...{ enum: fc.array(value, { minLength: 1, maxLength: 3 }), const: value },
      ...{ minimum: number, maximum: number, exclusiveMinimum: number, exclusiveMaximum: number },
      ...{ multipleOf: fc.constantFrom(0.1, 1, 1.5, 2, 1e-7) },
      ...{ minLength: count, maxLength: count, pattern, format },
      ...{ minItems: count, maxItems: count, uniqueItems: fc.boolean(), items: one, prefixItems: list },
      ...{ contains: one, minContains: count, maxContains: count, unevaluatedItems: one },
      ...{ minProperties: count, maxProperties: count, required: names, properties: named },
      ...{ patternProperties: fc.dictionary(pattern, one, { maxKeys: 2 }), additionalProperties: one },
      ...{ propertyNames: one, dependentRequired: fc.dictionary(name, names, { maxKeys: 2 }) },
      ...{ dependentSchemas: named, unevaluatedProperties: one },
      ...{ allOf: list, anyOf: list, oneOf: list, not: one, if: one, then: one, else: one },
      ...{ $ref: fc.constantFrom('#/$defs/a', '#/$defs/b', '#') },
    }),
  };
});

const whole = fc
  .tuple(schema, schema, schema)
  .map(([root, a, b]) => ({ ...(typeof root === 'object' ? root : { allOf: [root] }), $defs: { a, b } }));

const isValid = (given: Schema, data: unknown): boolean =>
  checkBySchema(given, new Steps(Infinity))(data, '').length === 0;

test('An accepted schema accepts the same values as another validator', () => {
  const seen = { valid: 0, invalid: 0 };
  fc.assert(
    fc.property(whole, fc.array(value, { minLength: 1, maxLength: 5 }), (given, values) => {
      if (schemaProblems(given).length > 0) return;
      const theirs = new Validator(given, '2020-12', false);
      for (const one of values) {
        const expected = theirs.validate(one).valid;
        seen[expected ? 'valid' : 'invalid'] += 1;
        expect([given, one, isValid(given, one)]).toEqual([given, one, expected]);
      }
    }),
    { numRuns: 1_000 },
  );
  expect(Math.min(seen.valid, seen.invalid)).toBeGreaterThan(300);
});
