import { parseAddress } from '../ip-address';
import { ONE_PASS, type Alternative } from '../alternative';
import type { Scalar } from '../json-value';
import { PatternError } from '../pattern-error';

/**
 * A plain value in a pattern. Numbers are equal as IEEE 754 doubles, so 1, 1.0 and 1e0 are one number, and integers
 * beyond 2^53 that round to the same double are too. A string that is an IP address matches all its spellings.
 */
export function literal(value: Scalar, pointer: string): Alternative {
  if (typeof value === 'number') return { kind: 'equals', value: finite(value, pointer) };
  const address = typeof value === 'string' ? parseAddress(value) : undefined;
  if (address === undefined) return { kind: 'equals', value };
  const accepts = (other: Scalar) => typeof other === 'string' && parseAddress(other) === address;
  return { kind: 'test', accepts, ...ONE_PASS };
}

/** JSON such as 1e400 parses to Infinity, which is no number to compare with. */
export function finite(value: number, pointer: string): number {
  if (!Number.isFinite(value)) throw new PatternError(pointer, 'the number is out of range');
  return value;
}
