import type { EventView } from '../event/read-entry';

/** What stands at `source`, `subject`, `type` or `data.a.b`; undefined if nothing does. */
export function pathValue(view: EventView, path: readonly string[]): unknown {
  let value: unknown = view;
  for (const name of path) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, name)) return undefined;
    value = (value as Record<string, unknown>)[name];
  }
  return value;
}
