import { pointer } from '../event/accept';
import type { FieldError } from '../problem';
import { isObject } from '../subscription/json-value';
import type { EventPattern } from '../subscription/subscription';

/** Attributes of an event, and what a pattern may ask of each: its text, its members, or either. */
const ATTRIBUTES: Readonly<Record<string, 'text' | 'members' | 'either'>> = {
  ...{ id: 'text', type: 'text', source: 'text', subject: 'text', time: 'text' },
  ...{ data: 'either', extensions: 'members' },
};

/** What people write who know EventBridge's envelope, or paths with dots. */
const DATA_NAMES = /^(?:detail|payload|body|event)$/;

/**
 * Whatever in a pattern no event has: what asks for it matches nothing, or everything. `at` is where the pattern
 * stands. Below `data` and `extensions` any name may come up.
 */
export const unknownAttributes = (pattern: EventPattern, at: string[] = []): FieldError[] =>
  Object.entries(pattern).flatMap(([name, value]) => {
    const path = [...at, name];
    if (name === '$or' && isOperator(value))
      return value.flatMap((one, index) => unknownAttributes(one, [...path, String(index)]));
    const detail = Object.hasOwn(ATTRIBUTES, name) ? formProblem(name, value) : nameProblem(name);
    return detail === undefined ? [] : [{ pointer: pointer(path), detail }];
  });

/** Of any other form, `$or` is the name of a field (core/subscription/expand-pattern.ts). */
const isOperator = (value: unknown): value is EventPattern[] =>
  Array.isArray(value) && value.length >= 2 && value.every(isObject);

function formProblem(name: string, value: unknown): string | undefined {
  const form = ATTRIBUTES[name];
  if (form === 'text' && isObject(value)) return `must be an array: "${name}" is a text, without members`;
  return form === 'members' && Array.isArray(value)
    ? `must be an object: "${name}" is never a value itself, its members are`
    : undefined;
}

function nameProblem(name: string): string {
  const rule = `must be one of ${Object.keys(ATTRIBUTES).join(', ')}`;
  const [first, ...rest] = name.split('.');
  if (rest.length > 0 && first !== undefined && Object.hasOwn(ATTRIBUTES, first))
    return `${rule}: did you mean ${nested([first, ...rest])}?`;
  return DATA_NAMES.test(name)
    ? `${rule}: did you mean "data"?`
    : `${rule}: did you mean ${nested(['data', name])}?`;
}

/** `"data": {"a": {"b": ...}}` */
const nested = ([first, ...rest]: readonly string[]): string =>
  `${JSON.stringify(first)}: ${rest.length === 0 ? '...' : `{${nested(rest)}}`}`;
