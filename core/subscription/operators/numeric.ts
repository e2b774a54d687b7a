import { ONE_COMPARISON, type Alternative } from '../alternative';
import { pointerTo } from '../json-pointer';
import { PatternError } from '../pattern-error';
import { finite } from './literal';

type Comparison = (value: number, bound: number) => boolean;

const FROM: ReadonlyMap<unknown, Comparison> = new Map([
  ['>', (value, bound) => value > bound],
  ['>=', (value, bound) => value >= bound],
]);
const TO: ReadonlyMap<unknown, Comparison> = new Map([
  ['<', (value, bound) => value < bound],
  ['<=', (value, bound) => value <= bound],
]);

/**
 * `["=", n]`, one comparison, or a range from `>` or `>=` to `<` or `<=`. JSON numbers only, compared as IEEE 754
 * doubles. EventBridge documents -5e9 to 5e9 with 15 digits; its matcher takes every double, and so does this.
 */
export function numeric(operand: unknown, pointer: string): Alternative {
  if (!Array.isArray(operand)) {
    throw new PatternError(pointer, 'the value of numeric must be an array such as [">", 0, "<=", 5]');
  }
  const [operator, given] = operand as unknown[];
  const compare = FROM.get(operator) ?? TO.get(operator);
  if (!compare && operator !== '=') {
    throw new PatternError(pointerTo(pointer, 0), 'a numeric comparison is one of =, <, <=, >, >=');
  }
  const bound = numberAt(given, pointerTo(pointer, 1), operator);
  if (operand.length > 2) return range(operand, bound, pointer);
  return compare ? inRange((value) => compare(value, bound)) : { kind: 'equals', value: bound };
}

function range([from, , to, given, ...extra]: unknown[], low: number, pointer: string): Alternative {
  const [isAbove, isBelow] = [FROM.get(from), TO.get(to)];
  if (!isAbove || !isBelow || extra.length > 0) {
    throw new PatternError(
      pointer,
      'a numeric range is > or >= a number, then < or <= a number, and nothing more',
    );
  }
  const high = numberAt(given, pointerTo(pointer, 3), to);
  if (low >= high) throw new PatternError(pointer, 'the bottom of a numeric range must be less than its top');
  return inRange((value) => isAbove(value, low) && isBelow(value, high));
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
