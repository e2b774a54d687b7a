import { fieldOf, isObject, isScalar, someElement } from './json-value';

/** Whether no value, not even null, is found at the path, in any element of any array on the way. */
export function isAbsent(value: unknown, path: readonly string[]): boolean {
  const [name, ...rest] = path;
  if (name === undefined) return !someElement(value, isScalar);
  return !someElement(value, (element) => isObject(element) && !isAbsent(fieldOf(element, name), rest));
}
