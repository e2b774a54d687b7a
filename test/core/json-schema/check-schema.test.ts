import { schemaProblems } from '../../../core/configuration/json-schema';
import { checkBySchema, TooDeep } from '../../../core/json-schema/check-schema';
import type { Schema } from '../../../core/json-schema/reference';
import { Steps } from '../../../core/steps';

/** Each fault as `pointer detail`. */
function faults(schema: unknown, value: unknown): string[] {
  expect(schemaProblems(schema)).toEqual([]);
  const check = checkBySchema(schema as Schema, new Steps(Infinity));
  return check(value, '').map(({ pointer, detail }) => `${pointer} ${detail}`);
}

/** A schema, values that pass it, and values that do not with the first fault of each. */
type Row = [schema: unknown, passing: unknown[], failing: [value: unknown, fault: string][]];

const TABLE: Record<string, Row[]> = {
  'true and false': [
    [true, [1, null], []],
    [false, [], [[{}, ' must not be given']]],
    [{ properties: { a: false } }, [{}, { b: 1 }], [[{ a: 1 }, '/a must not be given']]],
  ],
  type: [
    [
      { type: 'integer' },
      [1, 1.0, -0],
      [
        [1.5, ' must be of type integer'],
        ['1', ' must be of type integer'],
      ],
    ],
    [
      { type: ['string', 'null'] },
      ['', null],
      [
        [{}, ' must be of type string or null'],
        [[], ' must be of type string or null'],
      ],
    ],
    [
      { type: 'object' },
      [{}],
      [
        [[], ' must be of type object'],
        [null, ' must be of type object'],
      ],
    ],
  ],
  'const and enum': [
    [
      { const: { a: [1, { b: null }] } },
      [{ a: [1.0, { b: null }] }],
      [[{ a: [1, { b: 0 }] }, ' must be {"a":[1,{"b":null}]}']],
    ],
    [{ const: { a: 1, b: 2 } }, [{ b: 2, a: 1 }], [[{ a: 1 }, ' must be {"a":1,"b":2}']]],
    [
      { enum: ['1', 2, [true]] },
      ['1', 2, [true]],
      [
        [1, ' must be one of ["1",2,[true]]'],
        ['2', ' must be one of ["1",2,[true]]'],
        [['true'], ' must be one of ["1",2,[true]]'],
      ],
    ],
    [{ const: '=1' }, ['=1'], [[1, ' must be "=1"']]],
  ],
  numbers: [
    [
      { minimum: 1, maximum: 2 },
      [1, 2, '0'],
      [
        [0.9, ' must be at least 1'],
        [2.1, ' must be at most 2'],
      ],
    ],
    [
      { exclusiveMinimum: 1, exclusiveMaximum: 2 },
      [1.5],
      [
        [1, ' must be above 1'],
        [2, ' must be below 2'],
      ],
    ],
    [{ multipleOf: 0.01 }, [0.07, 1.1, 4.35, 1e20, 0, -0.03], [[0.075, ' must be a multiple of 0.01']]],
    [
      { multipleOf: 3 },
      [9, 9.0, 3e30, 'x'],
      [
        [10, ' must be a multiple of 3'],
        [1e30, ' must be a multiple of 3'],
      ],
    ],
    [{ multipleOf: 1e-8 }, [12391239123, 1e308], [[1e-9, ' must be a multiple of 1e-8']]],
  ],
  'length in characters': [
    [{ minLength: 2 }, ['ab', '\u{1F600}a', 1], [['\u{1F600}', ' must have at least 2 characters']]],
    [{ maxLength: 2 }, ['\u{1F600}\u{1F600}'], [['abc', ' must have at most 2 characters']]],
  ],
  pattern: [
    [
      { pattern: '^a.c$' },
      ['abc', 'a\u{1F600}c', 5],
      [
        ['a\nc', ' must match the pattern ^a.c$'],
        ['xabc', ' must match the pattern ^a.c$'],
      ],
    ],
    [{ pattern: 'b+?' }, ['abba'], [['ac', ' must match the pattern b+?']]],
    [
      { pattern: '^(?<year>\\d{4})-[^\\D0]\\p{L}\\u{1F600}$' },
      ['2024-1é\u{1F600}'],
      [['2024-0é\u{1F600}', expect.anything() as string]],
    ],
    [{ pattern: '\\bcat\\b' }, ['a cat.'], [['concat', ' must match the pattern \\bcat\\b']]],
  ],
  properties: [
    [
      { properties: { a: { type: 'string' }, constructor: { type: 'number' } } },
      [{ a: 'x' }, {}, 'x'],
      [[{ a: 1 }, '/a must be of type string']],
    ],
    [
      { additionalProperties: { type: 'number' }, properties: { a: true } },
      [{ a: 'x', b: 1 }],
      [[{ b: 'x' }, '/b must be of type number']],
    ],
    [
      { patternProperties: { '^x-': { type: 'string' }, x: { minLength: 2 } }, additionalProperties: false },
      [{ 'x-a': 'ab' }],
      [
        [{ 'x-a': 1 }, '/x-a must be of type string'],
        [{ xa: 'a' }, '/xa must have at least 2 characters'],
        [{ 'a/b~': 1 }, '/a~1b~0 must not be given'],
      ],
    ],
    [
      { propertyNames: { maxLength: 2 } },
      [{ ab: 1 }],
      [[{ abc: 1 }, '/abc has a name that must have at most 2 characters']],
    ],
    [
      { minProperties: 1, maxProperties: 2 },
      [{ a: 1 }],
      [
        [{}, ' must have at least 1 properties'],
        [{ a: 1, b: 1, c: 1 }, ' must have at most 2 properties'],
      ],
    ],
    [
      { required: ['a', 'toString'] },
      [{ a: 1, toString: 1 }],
      [[{ a: 1 }, ' must have the property "toString"']],
    ],
    [
      { dependentRequired: { a: ['b'] } },
      [{ b: 1 }, { a: 1, b: 1 }],
      [[{ a: 1 }, ' must have the property "b" where there is "a"']],
    ],
    [
      { dependentSchemas: { a: { maxProperties: 1 } } },
      [{ a: 1 }, { b: 1, c: 1 }],
      [[{ a: 1, b: 1 }, ' must have at most 1 properties']],
    ],
  ],
  items: [
    [{ items: { type: 'number' } }, [[1, 2], [], {}], [[[1, 'x'], '/1 must be of type number']]],
    [
      { prefixItems: [{ type: 'string' }, true], items: { type: 'number' } },
      [['x'], ['x', null, 1]],
      [
        [[1], '/0 must be of type string'],
        [['x', 1, 'y'], '/2 must be of type number'],
      ],
    ],
    [
      { minItems: 1, maxItems: 2 },
      [[1]],
      [
        [[], ' must have at least 1 items'],
        [[1, 2, 3], ' must have at most 2 items'],
      ],
    ],
    [
      { uniqueItems: true },
      [[1, '1', true, 'true', [1], { a: 1 }, { a: 1, b: 1 }], []],
      [
        [[1, 2, 1.0], '/2 must not be the same as item 0'],
        [
          [
            { a: 1, b: 2 },
            { b: 2, a: 1 },
          ],
          '/1 must not be the same as item 0',
        ],
      ],
    ],
    [{ uniqueItems: false }, [[1, 1]], []],
    [
      { contains: { const: 1 } },
      [[2, 1]],
      [[[2], ' must have at least 1 items that match the schema of "contains"; it has 0']],
    ],
    [
      { contains: { const: 1 }, minContains: 2, maxContains: 2 },
      [[1, 1, 2]],
      [
        [[1], ' must have at least 2 items that match the schema of "contains"; it has 1'],
        [[1, 1, 1], ' must have at most 2 items that match the schema of "contains"; it has 3'],
      ],
    ],
    [{ contains: false, minContains: 0 }, [[], [1]], []],
  ],
  'schemas together': [
    [{ allOf: [{ minimum: 1 }, { maximum: 2 }] }, [1, 2], [[3, ' must be at most 2']]],
    [
      { anyOf: [{ type: 'string' }, { minimum: 3 }] },
      ['x', 3, null],
      [[1, ' must match at least one of the schemas of "anyOf"']],
    ],
    [
      { oneOf: [{ type: 'integer' }, { minimum: 3 }] },
      [1, 3.5],
      [
        [1.5, ' must match one of the schemas of "oneOf"'],
        [3, ' must match only one of the schemas of "oneOf", and matches several'],
      ],
    ],
    [{ not: { type: 'string' } }, [1], [['x', ' must not match the schema of "not"']]],
    [
      { if: { minimum: 5 }, then: { multipleOf: 5 }, else: { maximum: 2 } },
      [10, 1],
      [
        [6, ' must be a multiple of 5'],
        [3, ' must be at most 2'],
      ],
    ],
    [{ then: false, else: false }, [1], []],
  ],
  $ref: [
    [
      { $defs: { 'a/b %': { type: 'number' } }, properties: { x: { $ref: '#/$defs/a~1b%20%25' } } },
      [{ x: 1 }],
      [[{ x: 'y' }, '/x must be of type number']],
    ],
    [
      { definitions: { m: { type: 'number' } }, $ref: '#/definitions/m', minimum: 2 },
      [2],
      [
        [1, ' must be at least 2'],
        ['x', ' must be of type number'],
      ],
    ],
    [
      { type: 'object', properties: { child: { $ref: '#' } } },
      [{ child: { child: {} } }],
      [[{ child: { child: 1 } }, '/child/child must be of type object']],
    ],
  ],
  unevaluatedProperties: [
    [
      { allOf: [{ properties: { a: true } }], unevaluatedProperties: false },
      [{ a: 1 }],
      [[{ b: 1 }, '/b must not be given']],
    ],
    [
      {
        anyOf: [{ required: ['a'], properties: { a: true } }, { properties: { b: true } }],
        unevaluatedProperties: false,
      },
      [{ a: 1 }, { a: 1, b: 1 }],
      [[{ c: 1 }, '/c must not be given']],
    ],
    [
      {
        if: { properties: { a: { const: 1 } }, required: ['a'] },
        else: { properties: { b: true } },
        unevaluatedProperties: false,
      },
      [{ a: 1 }, { b: 1 }],
      [[{ a: 2 }, '/a must not be given']],
    ],
    [
      { properties: { a: true }, allOf: [{ unevaluatedProperties: { type: 'number' } }] },
      [{ a: 1 }],
      [[{ a: 'x' }, '/a must be of type number']],
    ],
    [
      { not: { not: { properties: { a: true } } }, unevaluatedProperties: false },
      [{}],
      [[{ a: 1 }, '/a must not be given']],
    ],
    [
      {
        $ref: '#/$defs/base',
        $defs: { base: { patternProperties: { '^a': true } } },
        unevaluatedProperties: false,
      },
      [{ ab: 1 }],
      [[{ ba: 1 }, '/ba must not be given']],
    ],
    [{ allOf: [{ additionalProperties: true }], unevaluatedProperties: false }, [{ a: 1 }], []],
    [
      {
        dependentSchemas: { a: { properties: { b: true } } },
        properties: { a: true },
        unevaluatedProperties: false,
      },
      [{ a: 1, b: 1 }],
      [[{ b: 1 }, '/b must not be given']],
    ],
  ],
  unevaluatedItems: [
    [
      { allOf: [{ prefixItems: [true] }], unevaluatedItems: false },
      [[1]],
      [[[1, 2], '/1 must not be given']],
    ],
    [
      { contains: { type: 'string' }, unevaluatedItems: { type: 'number' } },
      [['x', 1, 'y']],
      [[['x', null], '/1 must be of type number']],
    ],
    [{ anyOf: [{ items: true }], unevaluatedItems: false }, [[1, 2]], []],
    [
      {
        oneOf: [{ prefixItems: [{ const: 1 }] }, { prefixItems: [{ const: 2 }, true] }],
        unevaluatedItems: false,
      },
      [[1], [2, 2]],
      [[[1, 2], '/1 must not be given']],
    ],
  ],
};

describe.each(Object.entries(TABLE))('%s', (_, rows) => {
  it.each(rows.map((row) => [JSON.stringify(row[0]), row] as const))(
    'of %s passes and names as expected',
    (_name, [schema, passing, failing]) => {
      for (const value of passing) expect([value, faults(schema, value)]).toEqual([value, []]);
      for (const [value, first] of failing) expect([value, faults(schema, value)[0]]).toEqual([value, first]);
    },
  );
});

it('What fails every choice is told what each of them wanted', () => {
  expect(
    faults({ anyOf: [{ type: 'string' }, { properties: { a: { minimum: 1 } }, required: ['b'] }] }, { a: 0 }),
  ).toEqual([
    ' must match at least one of the schemas of "anyOf"',
    ' must be of type string',
    ' must have the property "b"',
    '/a must be at least 1',
  ]);
});

it('A value that a message would repeat is cut', () => {
  expect(faults({ const: 'x'.repeat(1_000) }, 1)).toEqual([` must be "${'x'.repeat(199)}…`]);
});

it('Schemas that refer to each other for each of 100 levels end before the stack does', () => {
  const chain = Object.fromEntries(
    Array.from({ length: 200 }, (_, at) => [`a${at}`, { anyOf: [{ $ref: `#/$defs/a${at + 1}` }] }]),
  );
  const schema = { $ref: '#/$defs/a0', $defs: { ...chain, a200: { unevaluatedItems: { $ref: '#' } } } };
  expect(schemaProblems(schema)).toEqual([]);
  let nested: unknown = 1;
  for (let level = 0; level < 99; level += 1) nested = [nested];
  expect(() => checkBySchema(schema, new Steps(Infinity))(nested, '')).toThrow(TooDeep);
  const check = checkBySchema({ items: { $ref: '#' }, type: ['array', 'number'] }, new Steps(Infinity));
  expect(check(nested, '')).toEqual([]);
});
