import { isObject } from './json-value';
import { pointerTo } from './json-pointer';
import { compileLeaf, type Leaf } from './leaf';
import { PatternError } from './pattern-error';

/** One field that an event must satisfy. */
export interface Requirement {
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

/** One way to match: all of its requirements must hold. Keyed by path, since a path has one requirement only. */
type Conjunction = ReadonlyMap<string, Requirement>;

/** EventBridge refuses a pattern whose `$or`s combine to more than this. */
const MAX_COMBINATIONS = 1000;
const MAX_DEPTH = 100;

/** Names that EventBridge does not take as fields inside `$or`: its operators, and words kept for the future. */
const RESERVED: ReadonlySet<string> = new Set([
  ...[
    'exactly',
    'equals-ignore-case',
    'prefix',
    'suffix',
    'anything-but',
    'exists',
    'wildcard',
    'numeric',
    'cidr',
  ],
  ...['=', '<', '<=', '>', '>=', 'regex', 'not-wildcard', 'not-equals-ignore-case'],
  ...['date-after', 'date-on-or-after', 'date-before', 'date-on-or-before', 'in-date-range'],
  ...['ip-address-in-range', 'ip-address-not-in-range'],
]);

interface Place {
  readonly path: readonly string[];
  readonly pointer: string;
  /** Whether `$or` is the operator, or a field like any other. */
  readonly or: 'operator' | 'field';
  readonly insideOr: boolean;
  readonly depth: number;
}

/**
 * The ways to match a pattern, one for each combination of the alternatives of its `$or`s. Throws PatternError.
 * Where `$or` does not have the form of the operator (an array of at least two objects, with fields that are no
 * operators), EventBridge takes it for the name of a field in the whole pattern.
 */
export function expandPattern(pattern: unknown): Requirement[][] {
  if (!isObject(pattern)) throw new PatternError('', 'a pattern must be an object');
  const place = { path: [], pointer: '', insideOr: false, depth: 0 };
  try {
    return requirementsOf(expandObject(pattern, { ...place, or: 'operator' }, [new Map()]));
  } catch (error) {
    try {
      return requirementsOf(expandObject(pattern, { ...place, or: 'field' }, [new Map()]));
    } catch {
      throw error;
    }
  }
}

function requirementsOf(conjunctions: readonly Conjunction[]): Requirement[][] {
  return conjunctions.map((conjunction) => [...conjunction.values()]);
}

function expandObject(
  object: { readonly [name: string]: unknown },
  place: Place,
  before: readonly Conjunction[],
): readonly Conjunction[] {
  const fields = Object.entries(object);
  if (fields.length === 0) throw new PatternError(place.pointer, 'an empty object is not allowed');
  if (place.depth > MAX_DEPTH) throw new PatternError(place.pointer, `deeper than ${MAX_DEPTH} levels`);
  let conjunctions = before;
  for (const [name, value] of fields) {
    const inner = { ...place, pointer: pointerTo(place.pointer, name) };
    const isOperator = name === '$or' && place.or === 'operator';
    conjunctions = isOperator
      ? expandOr(value, inner, conjunctions)
      : expandField(name, value, inner, conjunctions);
  }
  return conjunctions;
}

function expandField(
  name: string,
  value: unknown,
  place: Place,
  before: readonly Conjunction[],
): readonly Conjunction[] {
  if (place.insideOr && RESERVED.has(name)) {
    throw new PatternError(place.pointer, `"${name}" is reserved and cannot be a field inside $or`);
  }
  const path = [...place.path, name];
  if (isObject(value)) return expandObject(value, { ...place, path, depth: place.depth + 1 }, before);
  if (!Array.isArray(value)) throw new PatternError(place.pointer, `"${name}" must be an object or an array`);
  const requirement = { path, leaf: compileLeaf(value, place.pointer) };
  const key = JSON.stringify(path);
  // Of two requirements on one path (one of them inside `$or`) EventBridge's matcher keeps the later.
  return before.map((conjunction) => new Map(conjunction).set(key, requirement));
}

function expandOr(value: unknown, place: Place, before: readonly Conjunction[]): readonly Conjunction[] {
  if (!Array.isArray(value) || value.length < 2) {
    throw new PatternError(place.pointer, '$or must be an array of at least two objects');
  }
  const expanded: Conjunction[] = [];
  for (const [index, alternative] of value.entries()) {
    const inner = {
      ...place,
      pointer: pointerTo(place.pointer, index),
      insideOr: true,
      depth: place.depth + 1,
    };
    if (!isObject(alternative))
      throw new PatternError(inner.pointer, 'an alternative of $or must be an object');
    expanded.push(...expandObject(alternative, inner, before));
    if (expanded.length > MAX_COMBINATIONS) {
      throw new PatternError(place.pointer, `$or leads to more than ${MAX_COMBINATIONS} combinations`);
    }
  }
  return expanded;
}
