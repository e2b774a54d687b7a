import { crc32 } from 'node:zlib';
import { type AttributeValue, type Item, attributeOf, typeOf } from './attribute-value';
import { sortableNumber } from './decimal';
import { invalid, invalidParameter } from './invalid';
import { type KeyAttribute, type KeySchema, keyAttributes } from './table';

/** A key as the database orders it: partitions by a checksum (so that a Scan is not sorted), then by sort key. */
export interface StoredKey {
  hash: Buffer;
  range: Buffer;
}

const MAX_HASH_BYTES = 2048;
const MAX_RANGE_BYTES = 1024;
const NO_RANGE = Buffer.alloc(0);

/** The bytes that sort as the key value does. */
export function sortableKey(value: AttributeValue): Buffer {
  if ('S' in value) return Buffer.from(value.S);
  if ('B' in value) return Buffer.from(value.B, 'base64');
  if ('N' in value) return sortableNumber(value.N);
  throw new Error(`No key is of type ${typeOf(value)}`);
}

export function partition(value: AttributeValue): Buffer {
  const bytes = sortableKey(value);
  const prefix = Buffer.alloc(4);
  prefix.writeUInt32BE(crc32(bytes));
  return Buffer.concat([prefix, bytes]);
}

/** The key of a valid item. */
export function storedKey(item: Item, keys: KeySchema): StoredKey {
  const range = keys.range && attributeOf(item, keys.range.name);
  return {
    hash: partition(attributeOf(item, keys.hash.name) as AttributeValue),
    range: range ? sortableKey(range) : NO_RANGE,
  };
}

/** As `storedKey`; undefined where an attribute is missing or of another type: then the item is not in the index. */
export function indexKey(item: Item, keys: KeySchema): StoredKey | undefined {
  const fits = keyAttributes(keys).every(({ name, type }) => {
    const value = attributeOf(item, name);
    return value !== undefined && typeOf(value) === type;
  });
  return fits ? storedKey(item, keys) : undefined;
}

/** Checks the `Key` of a request: exactly the table's key attributes, of their types. */
export function checkKey(key: Item, keys: KeySchema): void {
  const attributes = keyAttributes(keys);
  if (Object.keys(key).length !== attributes.length) throw mismatch();
  for (const attribute of attributes) {
    const value = attributeOf(key, attribute.name);
    if (!value || typeOf(value) !== attribute.type) throw mismatch();
    checkKeyValue(value, attribute, attribute === keys.hash);
  }
}

const mismatch = (): Error => invalid('The provided key element does not match the schema');

/** Checks the key attributes of an item to be put. */
export function checkItemKey(item: Item, keys: KeySchema): void {
  for (const attribute of keyAttributes(keys)) {
    const value = attributeOf(item, attribute.name);
    if (!value) throw invalidParameter(`Missing the key ${attribute.name} in the item`);
    if (typeOf(value) !== attribute.type) {
      throw invalidParameter(
        `Type mismatch for key ${attribute.name} expected: ${attribute.type} actual: ${typeOf(value)}`,
      );
    }
    checkKeyValue(value, attribute, attribute === keys.hash);
  }
}

function checkKeyValue(value: AttributeValue, attribute: KeyAttribute, isHash: boolean): void {
  checkNotEmpty(value, `Key: ${attribute.name}`);
  const bytes = sortableKey(value).length;
  if (isHash && bytes > MAX_HASH_BYTES) {
    throw invalidParameter('Size of hashkey has exceeded the maximum size limit of2048 bytes');
  }
  if (!isHash && bytes > MAX_RANGE_BYTES) {
    throw invalidParameter('Aggregated size of all range keys has exceeded the size limit of 1024 bytes');
  }
}

function checkNotEmpty(value: AttributeValue, where: string): void {
  const empty = 'S' in value ? value.S === '' : 'B' in value && value.B === '';
  if (!empty) return;
  const kind = 'S' in value ? 'string' : 'binary';
  throw invalid(
    'One or more parameter values are not valid. ' +
      `The AttributeValue for a key attribute cannot contain an empty ${kind} value. ${where}`,
  );
}

/** An item with an index's key attribute must have it in the index's type; without it, it is just not indexed. */
export function checkIndexKey(item: Item, index: { name: string; keys: KeySchema }): void {
  for (const attribute of keyAttributes(index.keys)) {
    const value = attributeOf(item, attribute.name);
    if (!value) continue;
    if (typeOf(value) !== attribute.type) {
      throw invalidParameter(
        `Type mismatch for Index Key ${attribute.name} Expected: ${attribute.type} Actual: ${typeOf(value)} IndexName: ${index.name}`,
      );
    }
    checkIndexKeyValue(value, attribute, index);
  }
}

function checkIndexKeyValue(
  value: AttributeValue,
  attribute: KeyAttribute,
  index: { name: string; keys: KeySchema },
): void {
  const empty = 'S' in value ? value.S === '' : 'B' in value && value.B === '';
  if (empty) {
    const kind = 'S' in value ? 'string' : 'binary';
    throw invalid(
      'One or more parameter values are not valid. A value specified for a secondary index key is not supported. ' +
        `The AttributeValue for a key attribute cannot contain an empty ${kind} value. ` +
        `IndexName: ${index.name}, IndexKey: ${attribute.name}`,
    );
  }
  checkKeyValue(value, attribute, attribute === index.keys.hash);
}
