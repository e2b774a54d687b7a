import { ONE_COMPARISON, ONE_PASS, type Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import type { Scalar } from '../json-value';
import { caseInsensitiveOperand } from './case-insensitive-operand';
import { text } from './text';

/** `{"suffix": ".png"}` or `{"suffix": {"equals-ignore-case": ".png"}}`. Strings only. */
export function suffix(operand: unknown, pointer: string): Alternative {
  const folded = caseInsensitiveOperand(operand, pointer, 'suffix');
  if (folded === undefined) {
    const ending = text(operand, pointer, 'suffix');
    const accepts = (value: Scalar) => typeof value === 'string' && value.endsWith(ending);
    return { kind: 'test', accepts, ...ONE_COMPARISON };
  }
  const pattern = foldCase(folded);
  const accepts = (value: Scalar) => typeof value === 'string' && pattern.isSuffixOf(value);
  return { kind: 'test', accepts, ...ONE_PASS };
}
