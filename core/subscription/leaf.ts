import type { Alternative } from './alternative';
import { isObject, isScalar, type Scalar } from './json-value';
import { pointerTo } from './json-pointer';
import { literal } from './operators/literal';
import { operatorNamed } from './operators/operator-named';
import { PatternError } from './pattern-error';

/** What a pattern asks of one field: the union of its alternatives. */
export interface Leaf {
  readonly equals: ReadonlySet<Scalar>;
  readonly prefixes: readonly string[];
  readonly tests: readonly ((value: Scalar) => boolean)[];
  /** `{"exists": false}` is among the alternatives. */
  readonly orAbsent: boolean;
}

/** Compiles a field's array of alternatives. Throws PatternError. */
export function compileLeaf(alternatives: readonly unknown[], pointer: string): Leaf {
  if (alternatives.length === 0)
    throw new PatternError(pointer, 'an empty array is not allowed: it matches nothing');
  const equals = new Set<Scalar>();
  const prefixes: string[] = [];
  const tests: ((value: Scalar) => boolean)[] = [];
  let orAbsent = false;
  for (const [index, item] of alternatives.entries()) {
    const alternative = compileAlternative(item, pointerTo(pointer, index));
    if (alternative.kind === 'equals') equals.add(alternative.value);
    else if (alternative.kind === 'prefix') prefixes.push(alternative.prefix);
    else if (alternative.kind === 'test') tests.push(alternative.accepts);
    else orAbsent = true;
  }
  return { equals, prefixes, tests, orAbsent };
}

/** Whether one of the leaf's alternatives accepts this value. */
export function accepts(leaf: Leaf, value: Scalar): boolean {
  if (leaf.equals.has(value)) return true;
  for (const prefix of leaf.prefixes) if (typeof value === 'string' && value.startsWith(prefix)) return true;
  for (const test of leaf.tests) if (test(value)) return true;
  return false;
}

function compileAlternative(item: unknown, pointer: string): Alternative {
  if (isScalar(item)) return literal(item, pointer);
  if (!isObject(item)) {
    throw new PatternError(pointer, 'must be a string, a number, true, false, null or an operator object');
  }
  const [name, ...others] = Object.keys(item);
  if (name === undefined) throw new PatternError(pointer, 'an operator object must name an operator');
  if (others.length > 0) {
    throw new PatternError(
      pointer,
      `only one operator is allowed in an object, found ${[name, ...others].join(', ')}`,
    );
  }
  const operator = operatorNamed(name);
  if (!operator) throw new PatternError(pointerTo(pointer, name), `"${name}" is not an operator`);
  return operator(item[name], pointerTo(pointer, name));
}
