import type { Branch } from './branch';
import { fieldOf, isObject, isScalar, someElement, type JsonObject, type Scalar } from './json-value';
import type { Leaf } from './leaf';
import { PrefixTable } from './prefix-table';
import type { Steps } from '../steps';

/** A branch and what it was filed for. */
interface Filed<T> {
  readonly branch: Branch;
  readonly item: T;
}

/** Branches that wait for one value or prefix, and how many could be filed for it. */
interface Waiting<T> {
  readonly filed: Filed<T>[];
  popularity: number;
}

/** The fields of all filed patterns, as a tree; at each, which branches wait for which of its values. */
interface Node<T> {
  readonly fields: Map<string, Node<T>>;
  readonly byValue: Map<Scalar, Waiting<T>>;
  readonly byPrefix: Map<string, Waiting<T>>;
  prefixes?: PrefixTable<Waiting<T>>;
}

/**
 * Files each branch under the one field that tells it apart best: the exact values, else the prefixes, that fewest
 * others wait for. An event then meets only the branches that one of its own values leads to, and those that have
 * no such field.
 */
export class BranchIndex<T> {
  private readonly root: Node<T> = newNode();
  private readonly scan: Filed<T>[] = [];

  constructor(filings: readonly Filed<T>[]) {
    for (const { branch } of filings)
      for (const { path, leaf } of branch.requirements)
        if (isIndexable(leaf)) for (const waiting of this.waitingFor(path, leaf)) waiting.popularity += 1;
    for (const filed of filings) this.file(filed);
    finish(this.root);
  }

  /**
   * Visits every branch that may match the event, mostly once; one that is not visited does not match. The work grows
   * with the event's size and the number of filed branches, not with their product: `steps` are spent on the former.
   */
  forEachCandidate(event: JsonObject, steps: Steps, visit: (filed: Filed<T>) => void): void {
    this.scan.forEach(visit);
    const met = new Set<Waiting<T>>();
    descend(this.root, event, steps, (waiting) => {
      if (met.has(waiting)) return false;
      met.add(waiting);
      waiting.filed.forEach(visit);
      return true;
    });
  }

  private file(filed: Filed<T>): void {
    let best: Waiting<T>[] | undefined;
    let bestCrowd = Infinity;
    for (const { path, leaf } of filed.branch.requirements) {
      if (!isIndexable(leaf)) continue;
      const all = this.waitingFor(path, leaf);
      const crowd = all.reduce((sum, { popularity }) => sum + popularity, 0);
      if (crowd < bestCrowd) [best, bestCrowd] = [all, crowd];
    }
    (best ?? [{ filed: this.scan }]).forEach((waiting) => waiting.filed.push(filed));
  }

  private waitingFor(path: readonly string[], { equals, prefixes }: Leaf): Waiting<T>[] {
    const node = path.reduce((parent, name) => childOf(parent, name), this.root);
    return [
      ...Array.from(equals, (value) => getOrAdd(node.byValue, value, newWaiting<T>)),
      ...prefixes.map((prefix) => getOrAdd(node.byPrefix, prefix, newWaiting<T>)),
    ];
  }
}

/** Only a field that must have one of some known values or prefixes leads to its branch. */
function isIndexable({ tests, orAbsent }: Leaf): boolean {
  return tests.length === 0 && !orAbsent;
}

/** False if it has been met before: its shorter prefixes have, too. */
type Meet<T> = (waiting: Waiting<T>) => boolean;

function descend<T>(node: Node<T>, value: unknown, steps: Steps, meet: Meet<T>): void {
  someElement(value, steps, (element) => {
    if (isScalar(element)) {
      const waiting = node.byValue.get(element);
      if (waiting) meet(waiting);
      if (typeof element === 'string') node.prefixes?.forEachPrefixOf(element, meet);
    } else if (isObject(element)) {
      descendObject(node.fields, element, steps, meet);
    }
    return false;
  });
}

/** Goes through the names of the event or of the index, whichever are fewer. */
function descendObject<T>(
  fields: ReadonlyMap<string, Node<T>>,
  object: JsonObject,
  steps: Steps,
  meet: Meet<T>,
): void {
  if (fields.size === 0) return;
  const names = Object.keys(object);
  steps.spend(Math.min(names.length, fields.size));
  if (names.length < fields.size) {
    for (const name of names) {
      const node = fields.get(name);
      if (node) descend(node, object[name], steps, meet);
    }
    return;
  }
  for (const [name, node] of fields) descend(node, fieldOf(object, name), steps, meet);
}

function newNode<T>(): Node<T> {
  return { fields: new Map(), byValue: new Map(), byPrefix: new Map() };
}

function newWaiting<T>(): Waiting<T> {
  return { filed: [], popularity: 0 };
}

function childOf<T>(parent: Node<T>, name: string): Node<T> {
  return getOrAdd(parent.fields, name, newNode<T>);
}

function getOrAdd<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known) return known;
  const made = make();
  map.set(key, made);
  return made;
}

/** Drops what was counted without anything being filed for it. */
function finish<T>(node: Node<T>): void {
  dropWhere(node.byValue, ({ filed }) => filed.length === 0);
  dropWhere(node.byPrefix, ({ filed }) => filed.length === 0);
  if (node.byPrefix.size > 0) node.prefixes = new PrefixTable(node.byPrefix);
  node.fields.forEach(finish);
  dropWhere(node.fields, ({ fields, byValue, byPrefix }) => fields.size + byValue.size + byPrefix.size === 0);
}

function dropWhere<K, V>(map: Map<K, V>, unused: (value: V) => boolean): void {
  for (const [key, value] of map) if (unused(value)) map.delete(key);
}
