import type { Item } from '../../../local/dynamodb/attribute-value';
import { itemSize } from '../../../local/dynamodb/item-size';

test.each<[string, Item, number]>([
  ['names and text in UTF-8', { ä: { S: 'ü€' } }, 2 + 5],
  ['a number: half a byte a digit and one', { n: { N: '1234567' } }, 1 + 4 + 1],
  ['a negative number: one more', { n: { N: '-12' } }, 1 + 1 + 1 + 1],
  ['zeros at either end do not count', { n: { N: '0.00120' } }, 1 + 1 + 1],
  ['binary: its bytes, not its Base64', { b: { B: 'AAEC' } }, 1 + 3],
  ['booleans and null: one', { t: { BOOL: true }, z: { NULL: true } }, 4],
  ['a set: its members', { s: { SS: ['ab', 'c'] } }, 1 + 3],
  ['a list: three, and one an element', { l: { L: [{ S: 'ab' }, { BOOL: true }] } }, 1 + 3 + 3 + 2],
  ['a map: three, and one an entry', { m: { M: { key: { S: 'v' } } } }, 1 + 3 + 1 + 4],
])('%s', (_, item, bytes) => {
  expect(itemSize(item)).toBe(bytes);
});
