import fc from 'fast-check';
import { nesting, sliceElements, sliceMembers } from '../../../core/event/raw-json';

const space = fc.stringMatching(/^[ \n\r\t]{0,3}$/);

const number = fc.oneof(
  fc.integer().map(String),
  fc.bigInt().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value.toString()),
  fc.constantFrom('-0', '1.0', '1e400', '1E+2', '0.10', '9007199254740993', '-1.5e-7'),
);

/** A string with some characters escaped that need not be, as some serializers write them. */
const text = fc
  .tuple(
    fc.string({ unit: 'binary' }),
    fc.constantFrom('', '\\/', '\\u0061', '\\"', '\\\\', '\\ud83d\\ude00', ']', '}'),
  )
  .map(([one, escape]) => `${JSON.stringify(one).slice(0, -1)}${escape}"`);

/**
 * No name that holds a backslash: once V8 13.6 has read the name "x\\", it reads the name "x\u0079" in the same place
 * as that one. It is the parser that the slices are held against.
 */
const name = fc
  .oneof(text, fc.constantFrom('"__proto__"', '"constructor"', '"a"', '"\\u0061"', '""'))
  .filter((source) => !String(JSON.parse(source)).includes('\\'));

/** Any JSON text: white space wherever it may stand, every spelling of numbers and strings. */
const json = fc.letrec<{ value: string; array: string; object: string }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, depthSize: 'small' },
    number,
    text,
    fc.constantFrom('true', 'false', 'null'),
    tie('array'),
    tie('object'),
  ),
  array: fc
    .tuple(
      space,
      fc.array(
        fc.tuple(space, tie('value'), space).map((parts) => parts.join('')),
        { maxLength: 5 },
      ),
    )
    .map(([gap, elements]) => `[${elements.length > 0 ? elements.join(',') : gap}]`),
  object: fc
    .tuple(
      space,
      fc.array(
        fc
          .tuple(space, name, space, space, tie('value'), space)
          .map(([before, key, after, gap, value, end]) => `${before}${key}${after}:${gap}${value}${end}`),
        { maxLength: 5 },
      ),
    )
    .map(([gap, members]) => `{${members.length > 0 ? members.join(',') : gap}}`),
}));

const withoutSpaceAround = (slice: string): boolean => !/^[ \n\r\t]|[ \n\r\t]$/.test(slice);

describe('sliceElements', () => {
  it('cuts any array into texts that mean its elements and stand in it unchanged, in order', () => {
    fc.assert(
      fc.property(json.array, (source) => {
        const slices = sliceElements(source);
        expect(slices.map((slice) => JSON.parse(slice) as unknown)).toEqual(JSON.parse(source));
        expect(slices.every(withoutSpaceAround)).toBe(true);
        let at = 0;
        for (const slice of slices) {
          const found = source.indexOf(slice, at);
          expect(found).toBeGreaterThan(0);
          expect(source.slice(at, found)).toMatch(/^[[ \n\r\t,]*$/);
          at = found + slice.length;
        }
        expect(source.slice(at)).toMatch(/^[[ \n\r\t]*\]$/);
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['[]', []],
    [' [ \n ] ', []],
    ['[1.0,1e400, 9007199254740993 ,"\\u00e9"]', ['1.0', '1e400', '9007199254740993', '"\\u00e9"']],
    ['[{"a":"]"},["}"],"\\\\"]', ['{"a":"]"}', '["}"]', '"\\\\"']],
  ])('%s', (source, slices) => expect(sliceElements(source)).toEqual(slices));
});

describe('sliceMembers', () => {
  it('cuts any object into texts that mean its members, of a repeated name the last', () => {
    fc.assert(
      fc.property(json.object, (source) => {
        const parsed = JSON.parse(source) as Record<string, unknown>;
        const slices = sliceMembers(source);
        expect(new Set(slices.keys())).toEqual(new Set(Object.keys(parsed)));
        for (const [key, slice] of slices) {
          expect(source).toContain(slice);
          expect(withoutSpaceAround(slice)).toBe(true);
          expect(JSON.parse(slice)).toEqual(Object.getOwnPropertyDescriptor(parsed, key)?.value);
        }
      }),
      { numRuns: 300 },
    );
  });

  it.each<[string, [string, string][]]>([
    ['{ }', []],
    ['{"a":1,"a":2.0}', [['a', '2.0']]],
    ['{"a":1,"\\u0061":2}', [['a', '2']]],
    [
      '{"__proto__":{"x":1},"constructor":2}',
      [
        ['__proto__', '{"x":1}'],
        ['constructor', '2'],
      ],
    ],
    [
      '{"a\\"b" : "c\\\\" ,"d": -0.50e+1}',
      [
        ['a"b', '"c\\\\"'],
        ['d', '-0.50e+1'],
      ],
    ],
  ])('%s', (source, members) => expect([...sliceMembers(source)]).toEqual(members));
});

describe('nesting', () => {
  it.each([
    ['1', 0],
    ['"[[["', 0],
    ['{}', 1],
    ['[[],[[]]]', 3],
    ['{"a":{"b":["\\"["]}}', 3],
  ])('%s is %i deep', (source, depth) => expect(nesting(source)).toBe(depth));

  it('measures a million levels without a stack', () => {
    expect(nesting('['.repeat(1_000_000) + ']'.repeat(1_000_000))).toBe(1_000_000);
  });
});
