import { fieldOf, isObject, isScalar, someElement } from './json-value';
import type { Steps } from '../steps';

/**
 * Whether no value, not even null, is found at the path, in any element of any array on the way. The path begins at
 * `from`. Throws OutOfSteps.
 */
export function isAbsent(value: unknown, path: readonly string[], from: number, steps: Steps): boolean {
  steps.spend(1);
  const name = path[from];
  if (name === undefined) return !someElement(value, steps, isScalar);
  const isThere = (element: unknown) =>
    isObject(element) && !isAbsent(fieldOf(element, name), path, from + 1, steps);
  return !someElement(value, steps, isThere);
}
