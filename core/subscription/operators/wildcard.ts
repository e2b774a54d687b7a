import { ONE_PASS, type Alternative } from '../alternative';
import { parseGlob } from '../glob';
import { text } from './text';

/** `*` stands for any number of characters; `\*` and `\\` are those characters themselves. Strings only. */
export function wildcard(operand: unknown, pointer: string): Alternative {
  const glob = parseGlob(text(operand, pointer, 'wildcard'), pointer);
  const [start, next, ...rest] = glob.pieces;
  if (next === undefined) return { kind: 'equals', value: start };
  if (next === '' && rest.length === 0) return { kind: 'prefix', prefix: start };
  return { kind: 'test', accepts: (value) => typeof value === 'string' && glob.matches(value), ...ONE_PASS };
}
