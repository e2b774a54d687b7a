import { pointer } from '../event/accept';
import { WELL_FORMED_RULE } from '../plain-text';
import { isStorable } from '../monitor/storable-number';
import type { FieldError } from '../problem';

/** The SDK tells a Set, a Map or bytes from an object by `constructor.name`, whosever it is. */
const posesAsClass = (key: string, member: unknown): boolean =>
  key === 'constructor' && typeof (member as { name?: unknown } | null)?.name === 'string';

/** The first thing in a JSON value that a table could not keep as it is: a number's size, half a character, a false class, too deep nesting. */
export function storableProblem(
  value: unknown,
  maxNesting: number,
  path: string[] = [],
): FieldError | undefined {
  const detail = ruleOf(value, path.length >= maxNesting, maxNesting);
  if (detail !== undefined) return { pointer: pointer(path), detail };
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, member] of Object.entries(value)) {
    if (!key.isWellFormed())
      return { pointer: pointer(path), detail: `must have names that are well-formed Unicode` };
    if (posesAsClass(key, member))
      return { pointer: pointer([...path, key, 'name']), detail: 'must not be a string below "constructor"' };
    const found = storableProblem(member, maxNesting, [...path, key]);
    if (found) return found;
  }
  return undefined;
}

/** The rule that a value breaks, its members apart. */
function ruleOf(value: unknown, isDeepest: boolean, maxNesting: number): string | undefined {
  if (typeof value === 'number' && !isStorable(value))
    return 'must be a number between -(2^53 - 1) and 2^53 - 1, and not below 1e-100';
  if (typeof value === 'string' && !value.isWellFormed()) return WELL_FORMED_RULE;
  if (typeof value === 'object' && value !== null && isDeepest)
    return `must not be nested more than ${maxNesting} levels deep`;
  return undefined;
}
