import { compareNumbers } from './decimal';

/** A value as AWS's JSON protocol writes it; numbers are text, binary is base64. */
export type AttributeValue =
  | { S: string }
  | { N: string }
  | { B: string }
  | { BOOL: boolean }
  | { NULL: true }
  | { SS: string[] }
  | { NS: string[] }
  | { BS: string[] }
  | { L: AttributeValue[] }
  | { M: Item };

export type Item = Record<string, AttributeValue>;

export type TypeName = 'S' | 'N' | 'B' | 'BOOL' | 'NULL' | 'SS' | 'NS' | 'BS' | 'L' | 'M';

export const typeOf = (value: AttributeValue): TypeName => Object.keys(value)[0] as TypeName;

/** The attribute itself, never something inherited: attributes may be called `constructor`. */
export const attributeOf = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined;

/** Sets an attribute whatever its name is, `__proto__` included. */
export function setAttribute(item: Item, name: string, value: AttributeValue): void {
  if (name !== '__proto__') item[name] = value;
  else Object.defineProperty(item, name, { value, enumerable: true, configurable: true, writable: true });
}

/** The members of a set of any type; undefined for other values. */
export function setMembers(value: AttributeValue): string[] | undefined {
  if ('SS' in value) return value.SS;
  if ('NS' in value) return value.NS;
  return 'BS' in value ? value.BS : undefined;
}

/** Deep equality; sets are equal whatever their order. Both sides are normalised. */
export function sameValue(a: AttributeValue, b: AttributeValue): boolean {
  if (typeOf(a) !== typeOf(b)) return false;
  const members = setMembers(a);
  const others = setMembers(b);
  if (members && others) return members.length === others.length && members.every((m) => others.includes(m));
  if ('L' in a && 'L' in b)
    return a.L.length === b.L.length && a.L.every((v, i) => sameValue(v, b.L[i] as AttributeValue));
  if ('M' in a && 'M' in b) return sameItem(a.M, b.M);
  return Object.values(a)[0] === Object.values(b)[0];
}

function sameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  if (names.length !== Object.keys(b).length) return false;
  return names.every((name) => {
    const other = attributeOf(b, name);
    return other !== undefined && sameValue(a[name] as AttributeValue, other);
  });
}

/** Order of two values of the same scalar type (S by UTF-8 bytes, N, B); undefined where there is none. */
export function compareValues(a: AttributeValue, b: AttributeValue): number | undefined {
  if ('N' in a && 'N' in b) return compareNumbers(a.N, b.N);
  if ('S' in a && 'S' in b) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if ('B' in a && 'B' in b) return Buffer.compare(Buffer.from(a.B, 'base64'), Buffer.from(b.B, 'base64'));
  return undefined;
}
