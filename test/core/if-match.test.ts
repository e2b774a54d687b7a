import { revisionsOf } from '../../core/if-match';

it.each<[string, readonly number[] | 'any' | undefined]>([
  ['*', 'any'],
  [' * ', 'any'],
  ['"5"', [5]],
  ['"5", "6"', [5, 6]],
  ['"5","6" ,\t"7"', [5, 6, 7]],
  [', "5", , "6",', [5, 6]],
  ['W/"5"', []],
  ['W/"5", "6"', [6]],
  ['"abc"', []],
  ['"a,b\\"', []],
  ['"5,6"', []],
  ['"-5"', []],
  ['"1234567890123456"', []],
  ['""', []],
  ['5', undefined],
  ['"5', undefined],
  ['w/"5"', undefined],
  ['W/5', undefined],
  ['"5" "6"', undefined],
  ['*, "5"', undefined],
  ['', undefined],
  [',', undefined],
  ['"a b"', undefined],
  ['"5, 6"', undefined],
])('If-Match: %s names %j', (header, revisions) => expect(revisionsOf(header)).toEqual(revisions));

it('A long list is read in time that grows with its length', () => {
  expect(revisionsOf(`${'"1",'.repeat(2_000)}x`)).toBeUndefined();
  expect(revisionsOf(Array(2_000).fill('W/"1"').join(', '))).toEqual([]);
});
