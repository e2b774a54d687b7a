import type { Steps } from '../steps';

/** The JSON values that a pattern can compare. Objects and arrays are only containers of them. */
export type Scalar = string | number | boolean | null;

export type JsonObject = { readonly [name: string]: unknown };

export function isScalar(value: unknown): value is Scalar {
  if (value === null) return true;
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean';
}

export function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A field of the object itself: `constructor` and `__proto__` are names like any other. */
export function fieldOf(object: JsonObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

/**
 * Whether `test` holds for the value or, if it is an array, for any element of it, however deep its arrays nest.
 * Without recursion: a hostile event can nest arrays deeper than the stack. Spends a step for each element.
 */
export function someElement(value: unknown, steps: Steps, test: (element: unknown) => boolean): boolean {
  if (!Array.isArray(value)) return test(value);
  const open: unknown[][] = [value];
  for (let array = open.pop(); array !== undefined; array = open.pop()) {
    steps.spend(array.length);
    for (const element of array) {
      if (Array.isArray(element)) open.push(element);
      else if (test(element)) return true;
    }
  }
  return false;
}
