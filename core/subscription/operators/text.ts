import { PatternError } from '../pattern-error';

/** The operand as a string. Throws PatternError. */
export function text(operand: unknown, pointer: string, operator: string): string {
  if (typeof operand !== 'string')
    throw new PatternError(pointer, `the value of ${operator} must be a string`);
  return operand;
}
