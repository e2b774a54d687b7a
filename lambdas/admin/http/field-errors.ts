import type * as z from 'zod';
import { pointer } from '../../../core/event/accept';
import type { FieldError } from '../../../core/problem';

/** What a schema found, as pointers and rules; each unknown field by its name. */
export function fieldErrors(issue: z.core.$ZodIssue): FieldError[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      pointer: pointer([...issue.path, key]),
      detail: 'is not a known field',
    }));
  }
  if (issue.code === 'invalid_key')
    return issue.issues.flatMap((inner) => under(issue.path, fieldErrors(inner)));
  return [{ pointer: pointer(issue.path), detail: detailOf(issue) }];
}

const under = (path: PropertyKey[], errors: FieldError[]): FieldError[] =>
  errors.map((error) => ({ ...error, pointer: pointer(path) + error.pointer }));

function detailOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_type') {
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
