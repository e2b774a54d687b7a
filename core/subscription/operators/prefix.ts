import { ONE_PASS, type Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import type { Scalar } from '../json-value';
import { caseInsensitiveOperand } from './case-insensitive-operand';
import { text } from './text';

/** `{"prefix": "us-"}` or `{"prefix": {"equals-ignore-case": "us-"}}`. Strings only. */
export function prefix(operand: unknown, pointer: string): Alternative {
  const folded = caseInsensitiveOperand(operand, pointer, 'prefix');
  if (folded === undefined) return { kind: 'prefix', prefix: text(operand, pointer, 'prefix') };
  const pattern = foldCase(folded);
  const accepts = (value: Scalar) => typeof value === 'string' && pattern.isPrefixOf(value);
  return { kind: 'test', accepts, ...ONE_PASS };
}
