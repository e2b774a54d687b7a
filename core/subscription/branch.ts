import type { Requirement } from './expand-pattern';
import { isAbsent } from './is-absent';
import { fieldOf, isObject, isScalar, someElement, type JsonObject } from './json-value';
import { accepts, type Leaf } from './leaf';
import type { Steps } from '../steps';

/**
 * One way to match a pattern: requirements as a tree, so that fields below one array are asked of the same element.
 * `requirements` are the same, flat, for an index to choose from.
 */
export interface Branch {
  readonly requirements: readonly Requirement[];
  readonly fields: readonly Field[];
}

type Field = LeafField | ParentField;

interface LeafField {
  readonly name: string;
  readonly path: readonly string[];
  readonly leaf: Leaf;
}

interface ParentField {
  readonly name: string;
  readonly fields: readonly Field[];
}

export function compileBranch(requirements: readonly Requirement[]): Branch {
  return { requirements, fields: fieldsBelow(requirements, 0) };
}

/** Whether every requirement holds for the event. Throws OutOfSteps. */
export function branchMatches(branch: Branch, event: JsonObject, steps: Steps): boolean {
  return new Walk(steps).objectMatches(branch.fields, event, 0, 0) !== FAILED;
}

/**
 * EventBridge looks at fields in the order of their dotted paths, and "absent" means absent from the array elements
 * that the fields before it have settled on; from the whole event if there are none.
 */
function fieldsBelow(requirements: readonly Requirement[], depth: number): Field[] {
  const groups = Map.groupBy(requirements, ({ path }) => path[depth] ?? '');
  const fields = [...groups].flatMap(([name, group]): Field[] => {
    const deeper = group.filter(({ path }) => path.length > depth + 1);
    const leaves = group.filter(({ path }) => path.length === depth + 1);
    return [
      ...leaves.map(({ path, leaf }) => ({ name, path, leaf })),
      ...(deeper.length > 0 ? [{ name, fields: fieldsBelow(deeper, depth + 1) }] : []),
    ];
  });
  // A copy has no room left over, as the array that was added to has.
  return fields.toSorted((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

const sortKey = (field: Field): string => ('fields' in field ? `${field.name}.` : field.name);

const FAILED = -1;
const NOTHING: JsonObject = {};

/** One event against one branch. */
class Walk {
  /** The objects on the way down: at 0 the event, at n the chosen element of the field at depth n. */
  private readonly chosen: JsonObject[] = [];
  private readonly known = new Map<Leaf, { scope: JsonObject; absent: boolean }>();

  constructor(private readonly steps: Steps) {}

  /**
   * Returns FAILED, or the depth down to which the elements are settled: some field with a value was found in them.
   * Taking the first element that fits is enough, because what gets settled never depends on which one it is.
   */
  objectMatches(fields: readonly Field[], object: JsonObject, depth: number, settledBefore: number): number {
    this.chosen[depth] = object;
    let settled = settledBefore;
    for (const field of fields) {
      this.steps.spend(1);
      const value = fieldOf(object, field.name);
      if ('fields' in field) {
        const reached = this.elementMatches(field.fields, value, depth + 1, settled);
        if (reached === FAILED) return FAILED;
        settled = Math.min(reached, depth);
      } else if (!field.leaf.orAbsent || !this.isAbsent(field, settled)) {
        if (!this.hasAccepted(field.leaf, value)) return FAILED;
        settled = depth;
      }
    }
    return settled;
  }

  private hasAccepted(leaf: Leaf, value: unknown): boolean {
    return someElement(value, this.steps, (one) => isScalar(one) && accepts(leaf, one, this.steps));
  }

  private elementMatches(fields: readonly Field[], value: unknown, depth: number, settled: number): number {
    let reached = FAILED;
    const found = someElement(value, this.steps, (element) => {
      if (!isObject(element)) return false;
      reached = this.objectMatches(fields, element, depth, settled);
      return reached !== FAILED;
    });
    return found ? reached : this.objectMatches(fields, NOTHING, depth, settled);
  }

  /** Remembers the last answer: asked for each element of a large array, the question is mostly the same. */
  private isAbsent({ leaf, path }: LeafField, settled: number): boolean {
    const scope = this.chosen[settled] ?? NOTHING;
    const known = this.known.get(leaf);
    if (known?.scope === scope) return known.absent;
    const absent = isAbsent(scope, path, settled, this.steps);
    this.known.set(leaf, { scope, absent });
    return absent;
  }
}
