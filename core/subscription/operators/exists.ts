import { ONE_COMPARISON, type Alternative } from '../alternative';
import { PatternError } from '../pattern-error';

/** `true`: the field holds a value, null included; objects and empty arrays hold none. `false`: it holds no value. */
export function exists(operand: unknown, pointer: string): Alternative {
  if (typeof operand !== 'boolean')
    throw new PatternError(pointer, 'the value of exists must be true or false');
  return operand ? { kind: 'test', accepts: () => true, ...ONE_COMPARISON } : { kind: 'absent' };
}
