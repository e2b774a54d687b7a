import { ONE_COMPARISON, type Alternative } from '../alternative';
import { pointerTo } from '../json-pointer';
import { PatternError } from '../pattern-error';
import { finite } from './literal';

const comparisons: ReadonlyMap<unknown, (value: number, bound: number) => boolean> = new Map([
  ['<', (value: number, bound: number) => value < bound],
  ['<=', (value: number, bound: number) => value <= bound],
  ['>', (value: number, bound: number) => value > bound],
  ['>=', (value: number, bound: number) => value >= bound],
]);

/**
 * `["=", n]`, one comparison, or a range from `>` or `>=` to `<` or `<=`. JSON numbers only, compared as IEEE 754
 * doubles. EventBridge documents -5e9 to 5e9 with 15 digits; its matcher takes every double, and so does this.
 */
export function numeric(operand: unknown, pointer: string): Alternative {
  if (!Array.isArray(operand)) {
    throw new PatternError(pointer, 'the value of numeric must be an array such as [">", 0, "<=", 5]');
  }
  const [operator, bound, upperOperator, upperBound, ...extra] = operand as unknown[];
  const compare = comparisons.get(operator);
  if (!compare && operator !== '=') {
    throw new PatternError(pointerTo(pointer, 0), 'a numeric comparison is one of =, <, <=, >, >=');
  }
  const low = numberAt(bound, pointerTo(pointer, 1), operator);
  if (operand.length === 2)
    return compare ? inRange((value) => compare(value, low)) : { kind: 'equals', value: low };

  const compareUpper = comparisons.get(upperOperator);
  const opensRange = operator === '>' || operator === '>=';
  const closesRange = upperOperator === '<' || upperOperator === '<=';
  if (!compare || !compareUpper || !opensRange || !closesRange || extra.length > 0) {
    throw new PatternError(
      pointer,
      'a numeric range is > or >= a number, then < or <= a number, and nothing more',
    );
  }
  const high = numberAt(upperBound, pointerTo(pointer, 3), upperOperator);
  if (low >= high) throw new PatternError(pointer, 'the bottom of a numeric range must be less than its top');
  return inRange((value) => compare(value, low) && compareUpper(value, high));
}

function inRange(test: (value: number) => boolean): Alternative {
  return {
    kind: 'test',
    accepts: (value) => typeof value === 'number' && Number.isFinite(value) && test(value),
    ...ONE_COMPARISON,
  };
}

function numberAt(value: unknown, pointer: string, operator: unknown): number {
  if (typeof value !== 'number')
    throw new PatternError(pointer, `the value of ${String(operator)} must be a number`);
  return finite(value, pointer);
}
