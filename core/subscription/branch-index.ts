import type { Branch } from './branch';
import { fieldOf, isObject, isScalar, someElement, type JsonObject, type Scalar } from './json-value';
import type { Leaf } from './leaf';
import { PrefixTable } from './prefix-table';

/** A branch and what it was filed for. */
interface Filed<T> {
  readonly branch: Branch;
  readonly item: T;
}

/** The fields of all filed patterns, as a tree; at each, which branches wait for which of its values. */
interface Node<T> {
  readonly fields: Map<string, Node<T>>;
  readonly byValue: Map<Scalar, Filed<T>[]>;
  readonly byPrefix: Map<string, Filed<T>[]>;
  prefixes?: PrefixTable<Filed<T>>;
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
    const popularity = countValues(filings.map(({ branch }) => branch));
    for (const filed of filings) this.file(filed, popularity);
    finish(this.root);
  }

  /** Visits every branch that may match the event; one that is not visited does not match. Some come twice. */
  forEachCandidate(event: JsonObject, visit: (filed: Filed<T>) => void): void {
    this.scan.forEach(visit);
    descend(this.root, event, visit);
  }

  private file(filed: Filed<T>, popularity: ReadonlyMap<string, number>): void {
    let best: { path: readonly string[]; leaf: Leaf } | undefined;
    let bestCrowd = Infinity;
    for (const { path, leaf } of filed.branch.requirements) {
      if (!isIndexable(leaf)) continue;
      const crowd = keysOf(path, leaf).reduce((sum, key) => sum + (popularity.get(key) ?? 0), 0);
      if (crowd < bestCrowd) [best, bestCrowd] = [{ path, leaf }, crowd];
    }
    if (!best) {
      this.scan.push(filed);
      return;
    }
    const node = best.path.reduce((parent, name) => childOf(parent, name), this.root);
    for (const value of best.leaf.equals) append(node.byValue, value, filed);
    for (const prefix of best.leaf.prefixes) append(node.byPrefix, prefix, filed);
  }
}

/** Only a field that must have one of some known values or prefixes leads to its branch. */
function isIndexable({ tests, orAbsent }: Leaf): boolean {
  return tests.length === 0 && !orAbsent;
}

function countValues(branches: readonly Branch[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { path, leaf } of branches.flatMap(({ requirements }) => requirements)) {
    if (!isIndexable(leaf)) continue;
    for (const key of keysOf(path, leaf)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function keysOf(path: readonly string[], { equals, prefixes }: Leaf): string[] {
  return [
    ...Array.from(equals, (value) => JSON.stringify([path, value])),
    ...prefixes.map((prefix) => JSON.stringify([path, prefix, 'prefix'])),
  ];
}

function descend<T>(node: Node<T>, value: unknown, visit: (filed: Filed<T>) => void): void {
  someElement(value, (element) => {
    if (isScalar(element)) {
      node.byValue.get(element)?.forEach(visit);
      if (typeof element === 'string') node.prefixes?.forEachPrefixOf(element, visit);
    } else if (isObject(element)) {
      descendObject(node.fields, element, visit);
    }
    return false;
  });
}

/** Goes through the names of the event or of the index, whichever are fewer. */
function descendObject<T>(
  fields: ReadonlyMap<string, Node<T>>,
  object: JsonObject,
  visit: (filed: Filed<T>) => void,
): void {
  if (fields.size === 0) return;
  const names = Object.keys(object);
  if (names.length < fields.size) {
    for (const name of names) {
      const node = fields.get(name);
      if (node) descend(node, object[name], visit);
    }
    return;
  }
  for (const [name, node] of fields) descend(node, fieldOf(object, name), visit);
}

function newNode<T>(): Node<T> {
  return { fields: new Map(), byValue: new Map(), byPrefix: new Map() };
}

function childOf<T>(parent: Node<T>, name: string): Node<T> {
  const known = parent.fields.get(name);
  if (known) return known;
  const node = newNode<T>();
  parent.fields.set(name, node);
  return node;
}

function append<K, V>(lists: Map<K, V[]>, key: K, value: V): void {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
}

function finish<T>(node: Node<T>): void {
  if (node.byPrefix.size > 0) node.prefixes = new PrefixTable(node.byPrefix);
  node.fields.forEach(finish);
}
