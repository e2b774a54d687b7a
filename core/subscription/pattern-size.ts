import { isObject } from './json-value';

/**
 * What a pattern becomes once its `$or`s are multiplied out: `branches`, and the names and alternatives in all of
 * them together (`{data: {a: [1, 2]}}` has 4, each branch of it again).
 */
export interface PatternSize {
  readonly branches: number;
  readonly parts: number;
}

const NOTHING: PatternSize = { branches: 1, parts: 0 };
/** Above every limit, and small enough to be multiplied. */
const HUGE = 1e9;

/**
 * Computed from the numbers of alternatives, without multiplying them out: the time is that of one look at the
 * pattern. `or` says whether `$or` is the operator. What is no pattern counts as nothing, down to `maxDepth`.
 */
export function sizeOfPattern(pattern: unknown, or: 'operator' | 'field', maxDepth: number): PatternSize {
  return sizeOf(pattern, 0, 0);

  function sizeOf(value: unknown, names: number, depth: number): PatternSize {
    if (Array.isArray(value)) return { branches: 1, parts: names + value.length };
    if (!isObject(value) || depth > maxDepth) return NOTHING;
    return Object.entries(value)
      .map(([name, member]) =>
        name === '$or' && or === 'operator' && Array.isArray(member)
          ? sum(member.map((one) => (isObject(one) ? sizeOf(one, names, depth + 1) : NOTHING)))
          : sizeOf(member, names + 1, depth + 1),
      )
      .reduce(product, NOTHING);
  }
}

const sum = (sizes: readonly PatternSize[]): PatternSize => ({
  branches: sizes.reduce((total, { branches }) => total + branches, 0),
  parts: sizes.reduce((total, { parts }) => total + parts, 0),
});

const product = (a: PatternSize, b: PatternSize): PatternSize => ({
  branches: Math.min(a.branches * b.branches, HUGE),
  parts: Math.min(a.parts * b.branches + b.parts * a.branches, HUGE),
});
