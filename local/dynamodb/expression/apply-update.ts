import { type AttributeValue, type Item, setAttribute, setMembers, typeOf } from '../attribute-value';
import { addNumbers, subtractNumbers } from '../decimal';
import { invalid } from '../invalid';
import type { Path, SetValue, Update } from './ast';
import { child, valueAt } from './path';

/** The item after the update. Every operand is read from the item as it was before, which stays untouched. */
export function applyUpdate(before: Item, update: Update): Item {
  const after = structuredClone(before);
  const assignments = update.set.map(({ path, value }) => ({ path, value: evaluate(before, value) }));
  for (const { path, value } of assignments.sort(byLastIndex)) assign(after, path, value);
  for (const { path, value } of update.add) assign(after, path, added(valueAt(before, path), value));
  for (const { path, value } of update.delete) subtract(before, after, path, value);
  const removable = update.remove
    .map(({ path }) => path)
    .filter((path) => valueAt(before, path) !== undefined);
  const missingParents = update.remove.filter(({ path }) => !parentOf(before, path));
  if (missingParents.length > 0) throw invalidPath();
  for (const path of removable.sort((a, b) => lastIndex(b) - lastIndex(a))) remove(after, path);
  return after;
}

const lastIndex = (path: Path): number => {
  const last = path.at(-1);
  return typeof last === 'number' ? last : -1;
};

/** Elements beyond a list's end are appended in the order of their indexes. */
const byLastIndex = (a: { path: Path }, b: { path: Path }): number => lastIndex(a.path) - lastIndex(b.path);

const invalidPath = (): Error =>
  invalid('The document path provided in the update expression is invalid for update');
const wrongOperand = (): Error => invalid('An operand in the update expression has an incorrect data type');

function evaluate(item: Item, value: SetValue): AttributeValue {
  switch (value.kind) {
    case 'value':
      return structuredClone(value.value);
    case 'path':
      return structuredClone(existing(item, value.path));
    case 'if_not_exists':
      return structuredClone(valueAt(item, value.path) ?? evaluate(item, value.otherwise));
    case 'list_append': {
      const [first, second] = [evaluate(item, value.first), evaluate(item, value.second)];
      if (!('L' in first) || !('L' in second)) throw wrongOperand();
      return { L: [...first.L, ...second.L] };
    }
    case 'arithmetic': {
      const [left, right] = [evaluate(item, value.left), evaluate(item, value.right)];
      if (!('N' in left) || !('N' in right)) throw wrongOperand();
      return { N: value.operator === '+' ? addNumbers(left.N, right.N) : subtractNumbers(left.N, right.N) };
    }
  }
}

function existing(item: Item, path: Path): AttributeValue {
  const value = valueAt(item, path);
  if (value) return value;
  throw invalid('The provided expression refers to an attribute that does not exist in the item');
}

/** The document that holds the path's last part; undefined where it is missing or of another kind. */
function parentOf(item: Item, path: Path): AttributeValue | undefined {
  let parent: AttributeValue | undefined = { M: item };
  for (const part of path.slice(0, -1)) parent = parent && child(parent, part);
  if (!parent) return undefined;
  return (typeof path.at(-1) === 'number' ? 'L' in parent : 'M' in parent) ? parent : undefined;
}

function assign(item: Item, path: Path, value: AttributeValue): void {
  const parent = parentOf(item, path);
  const last = path.at(-1);
  if (parent && 'M' in parent && typeof last === 'string') setAttribute(parent.M, last, value);
  else if (parent && 'L' in parent && typeof last === 'number')
    parent.L[Math.min(last, parent.L.length)] = value;
  else throw invalidPath();
}

function remove(item: Item, path: Path): void {
  const parent = parentOf(item, path);
  const last = path.at(-1);
  if (parent && 'M' in parent && typeof last === 'string') delete parent.M[last];
  if (parent && 'L' in parent && typeof last === 'number') parent.L.splice(last, 1);
}

function added(current: AttributeValue | undefined, value: AttributeValue): AttributeValue {
  if (!current) return structuredClone(value);
  if ('N' in value && 'N' in current) return { N: addNumbers(current.N, value.N) };
  if (typeOf(current) !== typeOf(value)) throw wrongOperand();
  return rebuilt(value, [...new Set([...(setMembers(current) ?? []), ...(setMembers(value) ?? [])])]);
}

function subtract(before: Item, after: Item, path: Path, value: AttributeValue): void {
  const current = valueAt(before, path);
  if (!parentOf(before, path)) throw invalidPath();
  if (!current) return;
  if (typeOf(current) !== typeOf(value)) throw wrongOperand();
  const gone = new Set(setMembers(value));
  const left = (setMembers(current) ?? []).filter((member) => !gone.has(member));
  if (left.length > 0) assign(after, path, rebuilt(value, left));
  else remove(after, path);
}

function rebuilt(like: AttributeValue, members: string[]): AttributeValue {
  if ('SS' in like) return { SS: members };
  return 'NS' in like ? { NS: members } : { BS: members };
}
