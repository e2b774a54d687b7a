import { type AttributeValue, type Item, attributeOf } from '../attribute-value';
import type { Path } from './ast';

/** What stands at the path, if anything. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value: AttributeValue | undefined = { M: item };
  for (const part of path) value = value && child(value, part);
  return value;
}

/** The element or member of a document value. */
export function child(value: AttributeValue, part: string | number): AttributeValue | undefined {
  if (typeof part === 'number') return 'L' in value ? value.L[part] : undefined;
  return 'M' in value ? attributeOf(value.M, part) : undefined;
}

/** As AWS prints a path in messages: `[a, b, [0]]`. */
export const pathText = (path: Path): string =>
  `[${path.map((part) => (typeof part === 'number' ? `[${part}]` : part)).join(', ')}]`;

/** Why two paths cannot stand in one expression; undefined where they can. */
export function pathClash(one: Path, two: Path): string | undefined {
  const depth = Math.min(one.length, two.length);
  const at = one.findIndex((part, index) => index < depth && part !== two[index]);
  const apart = at >= 0;
  if (apart && typeof one[at] === typeof two[at]) return undefined;
  const problem = apart ? 'conflict' : 'overlap';
  return `Two document paths ${problem} with each other; must remove or rewrite one of these paths; path one: ${pathText(one)}, path two: ${pathText(two)}`;
}
