import { isObject } from '../json-value';
import { pointerTo } from '../json-pointer';
import { PatternError } from '../pattern-error';
import { text } from './text';

/** The string in `{"equals-ignore-case": string}`; undefined if the operand is no object. Throws PatternError. */
export function caseInsensitiveOperand(
  operand: unknown,
  pointer: string,
  operator: string,
): string | undefined {
  if (!isObject(operand)) return undefined;
  const names = Object.keys(operand);
  if (names.length !== 1 || names[0] !== 'equals-ignore-case') {
    throw new PatternError(pointer, `${operator} takes a string or {"equals-ignore-case": string}`);
  }
  return text(operand['equals-ignore-case'], pointerTo(pointer, 'equals-ignore-case'), 'equals-ignore-case');
}
