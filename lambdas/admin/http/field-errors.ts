import type * as z from 'zod';
import { REQUEST_ERRORS } from '../../../core/bounded-errors';
import { pointer } from '../../../core/event/accept';
import type { FieldError } from '../../../core/problem';

/** What is said of a name that a schema does not know, at the top of what it checks or below. */
export type UnknownName = (name: string, isTop: boolean) => string;

const unknown: UnknownName = () => 'is not a known field';

/** What a schema found, as pointers and rules; each unknown field by its name. */
export function fieldErrors(issue: z.core.$ZodIssue, unknownName = unknown): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key, index) => ({
      pointer: pointer([...issue.path, key]),
      // No more of them are shown.
      detail: (index < REQUEST_ERRORS ? unknownName : unknown)(key, issue.path.length === 0),
    }));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.flatMap((inner) => under(issue.path, fieldErrors(inner, unknownName)));
  return [{ pointer: pointer(issue.path), detail: detailOf(issue) }];
}

const under = (path: PropertyKey[], errors: FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: pointer(path) + error.pointer }));

/** As the validator says it by itself: a schema that has words of its own knows better. */
const isDefault = ({ message = '' }: z.core.$ZodIssue): boolean => message.startsWith('Invalid input');

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
    if (!isDefault(issue)) return issue.message;
    return issue.input === undefined ? 'is required' : `must be of type ${issue.expected}`;
  }
  if (issue.code === 'invalid_value')
    return `must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
  if (issue.code === 'too_small')
    return `must ${bound(issue.origin)} at least ${issue.minimum}${unit(issue.origin)}`;
  if (issue.code === 'too_big')
    return `must ${bound(issue.origin)} at most ${issue.maximum}${unit(issue.origin)}`;
  return issue.message;
}

const bound = (origin: string): string => (origin === 'string' || origin === 'array' ? 'have' : 'be');
const unit = (origin: string): string => ({ string: ' characters', array: ' elements' })[origin] ?? '';
