import fc from 'fast-check';

const scalar = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.double(),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('', 'x'.repeat(5_000), '\u0000', '\ud800', 'tocsin', '*', '..', '__proto__'),
  fc.constantFrom(-1, 0, 1e300, 1e21, Number.MAX_SAFE_INTEGER, 0.5),
);

const value = fc.oneof(
  { weight: 3, arbitrary: scalar },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 4 }) },
);

/** A body of JSON whose known members have any value, beside members that nobody knows. */
export const hostileBody = (names: readonly string[]): fc.Arbitrary<Record<string, unknown>> =>
  fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), value, { maxKeys: names.length }),
      fc.dictionary(fc.string(), value, { maxKeys: 3 }),
    )
    .map(([known, unknown]) => ({ ...unknown, ...known }));

/** Nested deeper than recursion reaches. */
export const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels);
