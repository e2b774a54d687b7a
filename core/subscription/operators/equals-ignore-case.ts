import { ONE_PASS, type Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import type { Scalar } from '../json-value';
import { text } from './text';

export function equalsIgnoreCase(operand: unknown, pointer: string): Alternative {
  const pattern = foldCase(text(operand, pointer, 'equals-ignore-case'));
  const accepts = (value: Scalar) => typeof value === 'string' && pattern.equals(value);
  return { kind: 'test', accepts, ...ONE_PASS };
}
