import { pointer } from '../event/accept';
import type { FieldError } from '../problem';
import type { EventPattern } from '../subscription/subscription';

const ATTRIBUTES = ['id', 'type', 'source', 'subject', 'time', 'data', 'extensions'];

/** Attributes that no event has: what asks for one matches nothing, or everything. `at` is where the pattern stands. */
export const unknownAttributes = (pattern: EventPattern, at: string[]): FieldError[] =>
  Object.entries(pattern).flatMap(([name, value]) => {
    if (name === '$or' && Array.isArray(value))
      return value.flatMap((one, index) =>
        unknownAttributes(one as EventPattern, [...at, name, String(index)]),
      );
    if (ATTRIBUTES.includes(name)) return [];
    const detail = `must be one of ${ATTRIBUTES.join(', ')}: did you mean "data": {"${name}": ...}?`;
    return [{ pointer: pointer([...at, name]), detail }];
  });
