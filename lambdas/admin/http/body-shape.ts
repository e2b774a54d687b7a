import { pointer } from '../../../core/event/accept';
import type { FieldError } from '../../../core/problem';

const MAX_NESTING = 100;

/** What no body may have: a name that schemas would drop in silence, and more nesting than any field takes. */
export function shapeProblem(value: unknown, path: string[] = []): FieldError | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  if (path.length >= MAX_NESTING)
    return { pointer: pointer(path), detail: `must not be nested more than ${MAX_NESTING} levels deep` };
  if (Object.hasOwn(value, '__proto__'))
    return { pointer: pointer([...path, '__proto__']), detail: 'is a name that cannot be kept' };
  for (const [name, member] of Object.entries(value)) {
    const found = shapeProblem(member, [...path, name]);
    if (found) return found;
  }
  return undefined;
}
