import type { Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import { caseInsensitiveOperand } from './case-insensitive-operand';
import { text } from './text';

/** `{"prefix": "us-"}` or `{"prefix": {"equals-ignore-case": "us-"}}`. Strings only. */
export function prefix(operand: unknown, pointer: string): Alternative {
  const folded = caseInsensitiveOperand(operand, pointer, 'prefix');
  if (folded === undefined) return { kind: 'prefix', prefix: text(operand, pointer, 'prefix') };
  const pattern = foldCase(folded);
  return { kind: 'test', accepts: (value) => typeof value === 'string' && pattern.isPrefixOf(value) };
}
