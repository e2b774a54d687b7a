import type { AttributeValue, Item } from './attribute-value';
import { significantDigits } from './decimal';

/** Most bytes an item may have, names included. */
export const MAX_ITEM_BYTES = 400 * 1024;

const CONTAINER_BYTES = 3;
const ELEMENT_BYTES = 1;

/** Bytes as DynamoDB counts them ("DynamoDB item sizes and formats"). */
export function itemSize(item: Item): number {
  let bytes = 0;
  for (const name of Object.keys(item))
    bytes += Buffer.byteLength(name) + valueSize(item[name] as AttributeValue);
  return bytes;
}

function valueSize(value: AttributeValue): number {
  if ('S' in value) return Buffer.byteLength(value.S);
  if ('N' in value) return numberSize(value.N);
  if ('B' in value) return Buffer.byteLength(value.B, 'base64');
  if ('L' in value) return value.L.reduce((sum, v) => sum + ELEMENT_BYTES + valueSize(v), CONTAINER_BYTES);
  if ('M' in value) return CONTAINER_BYTES + Object.keys(value.M).length * ELEMENT_BYTES + itemSize(value.M);
  if ('SS' in value) return value.SS.reduce((sum, member) => sum + Buffer.byteLength(member), 0);
  if ('NS' in value) return value.NS.reduce((sum, member) => sum + numberSize(member), 0);
  if ('BS' in value) return value.BS.reduce((sum, member) => sum + Buffer.byteLength(member, 'base64'), 0);
  return 1;
}

/** A byte for two significant digits, one more, and one for the minus. */
const numberSize = (text: string): number =>
  Math.ceil(significantDigits(text) / 2) + 1 + (text.startsWith('-') ? 1 : 0);
