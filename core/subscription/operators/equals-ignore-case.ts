import type { Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import { text } from './text';

export function equalsIgnoreCase(operand: unknown, pointer: string): Alternative {
  const pattern = foldCase(text(operand, pointer, 'equals-ignore-case'));
  return { kind: 'test', accepts: (value) => typeof value === 'string' && pattern.equals(value) };
}
