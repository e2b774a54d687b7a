import { pathOf } from '../configuration/path-of';

export type Schema = boolean | { readonly [keyword: string]: unknown };

/** The path that a `$ref` within its schema names, such as `#/$defs/money`. */
export const referencePath = (reference: string): string[] => pathOf(decode(reference.slice(1)));

function decode(fragment: string): string {
  try {
    return decodeURIComponent(fragment);
  } catch {
    return fragment;
  }
}

/** The schema at a path; undefined if there is none. */
export function schemaAt(root: unknown, path: readonly string[]): Schema | undefined {
  let at = root;
  for (const key of path) {
    if (typeof at !== 'object' || at === null || !Object.hasOwn(at, key)) return undefined;
    at = (at as Record<string, unknown>)[key];
  }
  return typeof at === 'boolean' || (typeof at === 'object' && at !== null && !Array.isArray(at))
    ? (at as Schema)
    : undefined;
}
