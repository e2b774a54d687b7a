import type { Alternative, TestCost } from './alternative';
import { isObject, isScalar, type Scalar } from './json-value';
import { pointerTo } from './json-pointer';
import { literal } from './operators/literal';
import { operatorNamed } from './operators/operator-named';
import { PatternError } from './pattern-error';
import type { Steps } from '../steps';

/** What a pattern asks of one field: the union of its alternatives. */
export interface Leaf {
  readonly equals: ReadonlySet<Scalar>;
  readonly prefixes: readonly string[];
  readonly tests: readonly ((value: Scalar) => boolean)[];
  /** `{"exists": false}` is among the alternatives. */
  readonly orAbsent: boolean;
  /** What it costs to ask for one value. */
  readonly cost: TestCost;
  /** Memory that it takes, estimated from above. */
  readonly bytes: number;
}

/** A character that is compared without regard to case is two texts of its own. */
const BYTES_PER_CHARACTER = 48;

/** Compiles a field's array of alternatives. Throws PatternError. */
export function compileLeaf(alternatives: readonly unknown[], pointer: string): Leaf {
  if (alternatives.length === 0)
    throw new PatternError(pointer, 'an empty array is not allowed: it matches nothing');
  const equals = new Set<Scalar>();
  const prefixes: string[] = [];
  const tests: ((value: Scalar) => boolean)[] = [];
  let orAbsent = false;
  const cost = { compares: 1, passes: 0 };
  for (const [index, item] of alternatives.entries()) {
    const alternative = compileAlternative(item, pointerTo(pointer, index));
    if (alternative.kind === 'equals') equals.add(alternative.value);
    else if (alternative.kind === 'prefix') prefixes.push(alternative.prefix);
    else if (alternative.kind === 'test') {
      tests.push(alternative.accepts);
      cost.compares += alternative.compares;
      cost.passes += alternative.passes;
    } else orAbsent = true;
  }
  cost.compares += prefixes.length;
  const bytes = BYTES_PER_CHARACTER * JSON.stringify(alternatives).length;
  return { equals, prefixes, tests, orAbsent, cost, bytes };
}

/** Characters that a pass looks at in the time of a comparison. */
const CHARACTERS_PER_STEP = 8;

/** Whether one of the leaf's alternatives accepts this value. Throws OutOfSteps. */
export function accepts(leaf: Leaf, value: Scalar, steps: Steps): boolean {
  const { compares, passes } = leaf.cost;
  const length = typeof value === 'string' ? value.length : 0;
  steps.spend(compares + passes * Math.ceil(length / CHARACTERS_PER_STEP));
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
