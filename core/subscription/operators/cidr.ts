import { ONE_PASS, type Alternative } from '../alternative';
import { parseAddress } from '../ip-address';
import { PatternError } from '../pattern-error';
import { text } from './text';

/** An IPv4 or IPv6 block, e.g. `10.0.0.0/24`. At least one bit must be free: a single address is a plain string. */
export function cidr(operand: unknown, pointer: string): Alternative {
  const [address, mask, ...extra] = text(operand, pointer, 'cidr').split('/');
  if (address === undefined || mask === undefined || extra.length > 0) {
    throw new PatternError(
      pointer,
      'the value of cidr must be an address, one "/" and the number of mask bits',
    );
  }
  const digits = parseAddress(address);
  if (digits === undefined) throw new PatternError(pointer, `"${address}" is not an IP address`);
  const bits = digits.length * 4;
  const maskBits = /^\+?\d{1,9}$/.test(mask) ? Number(mask) : Infinity;
  if (maskBits >= bits)
    throw new PatternError(pointer, `the mask of this cidr must be 0 to ${bits - 1} bits`);

  const block = networkOf(digits, maskBits);
  return { kind: 'test', accepts: (value) => typeof value === 'string' && inBlock(value), ...ONE_PASS };

  function inBlock(value: string): boolean {
    const other = parseAddress(value);
    return other?.length === digits?.length && other !== undefined && networkOf(other, maskBits) === block;
  }
}

/** The first `maskBits` bits of an address in hexadecimal digits: two addresses of one block have the same. */
function networkOf(digits: string, maskBits: number): string {
  const whole = maskBits >> 2;
  const rest = maskBits & 3;
  if (rest === 0) return digits.slice(0, whole);
  const partial = parseInt(digits.charAt(whole), 16) >> (4 - rest);
  return `${digits.slice(0, whole)}:${partial}`;
}
