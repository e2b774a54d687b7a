import { type AttributeValue, type Item, attributeOf, setAttribute } from '../attribute-value';
import type { Path } from './ast';
import { child } from './path';

/** Only the parts of the item at the paths, in the item's own structure; list elements close up. */
export function project(item: Item, paths: readonly Path[]): Item {
  const projected: Item = {};
  for (const [name, rests] of grouped(paths)) {
    const value = typeof name === 'string' ? attributeOf(item, name) : undefined;
    const kept = value && keep(value, rests);
    if (kept) setAttribute(projected, String(name), kept);
  }
  return projected;
}

type Rest = readonly (string | number)[];

function grouped(paths: readonly Rest[]): Map<string | number, Rest[]> {
  const groups = new Map<string | number, Rest[]>();
  for (const [head, ...rest] of paths) {
    if (head !== undefined) groups.set(head, [...(groups.get(head) ?? []), rest]);
  }
  return groups;
}

function keep(value: AttributeValue, rests: Rest[]): AttributeValue | undefined {
  if (rests.some((rest) => rest.length === 0)) return value;
  const parts = [...grouped(rests)].flatMap(([part, deeper]) => {
    const inner = child(value, part);
    const kept = inner && keep(inner, deeper);
    return kept ? [[part, kept] as const] : [];
  });
  if (parts.length === 0) return undefined;
  if ('M' in value) return { M: Object.fromEntries(parts) };
  return { L: parts.sort(([a], [b]) => Number(a) - Number(b)).map(([, kept]) => kept) };
}
