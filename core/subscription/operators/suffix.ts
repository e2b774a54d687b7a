import type { Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import { caseInsensitiveOperand } from './case-insensitive-operand';
import { text } from './text';

/** `{"suffix": ".png"}` or `{"suffix": {"equals-ignore-case": ".png"}}`. Strings only. */
export function suffix(operand: unknown, pointer: string): Alternative {
  const folded = caseInsensitiveOperand(operand, pointer, 'suffix');
  if (folded === undefined) {
    const ending = text(operand, pointer, 'suffix');
    return { kind: 'test', accepts: (value) => typeof value === 'string' && value.endsWith(ending) };
  }
  const pattern = foldCase(folded);
  return { kind: 'test', accepts: (value) => typeof value === 'string' && pattern.isSuffixOf(value) };
}
