import { isObject, type JsonObject } from './json-value';
import { pointerTo } from './json-pointer';
import { compileLeaf, type Leaf } from './leaf';
import { PatternError } from './pattern-error';
import { sizeOfPattern } from './pattern-size';

/** One field that an event must satisfy. */
export interface Requirement {
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

/** One way to match: all of its requirements must hold. A list from its last to its first, whose ends are shared. */
interface Link {
  readonly requirement: Requirement;
  /** The path as text: of two requirements on one path the later replaces the earlier. */
  readonly key: string;
  readonly before: Conjunction;
}
type Conjunction = Link | undefined;

/** EventBridge refuses a pattern whose `$or`s combine to more than this. */
const MAX_COMBINATIONS = 1000;
const MAX_DEPTH = 100;
/** Names and alternatives in all combinations together: what is compiled, kept and compared grows with them. */
const MAX_PARTS = 2_000;

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
  try {
    return expandWith(pattern, 'operator');
  } catch (error) {
    try {
      return expandWith(pattern, 'field');
    } catch {
      throw error;
    }
  }
}

function expandWith(pattern: JsonObject, or: Place['or']): Requirement[][] {
  const { branches, parts } = sizeOfPattern(pattern, or, MAX_DEPTH);
  if (branches > MAX_COMBINATIONS)
    throw new PatternError('', `$or leads to more than ${MAX_COMBINATIONS} combinations`);
  if (parts > MAX_PARTS)
    throw new PatternError(
      '',
      `has ${parts} names and alternatives in the ${branches} combinations of its $or, at most ${MAX_PARTS} are allowed`,
    );
  const place = { path: [], pointer: '', or, insideOr: false, depth: 0 };
  return expandObject(pattern, place, [undefined]).map(requirementsOf);
}

function requirementsOf(conjunction: Conjunction): Requirement[] {
  const byPath = new Map<string, Requirement>();
  for (let link = conjunction; link; link = link.before)
    if (!byPath.has(link.key)) byPath.set(link.key, link.requirement);
  return [...byPath.values()].reverse();
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
  return before.map((conjunction) => ({ requirement, key, before: conjunction }));
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
  }
  return expanded;
}
