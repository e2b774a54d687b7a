import fc from 'fast-check';
import {
  addNumbers,
  compareNumbers,
  normalizeNumber,
  sortableNumber,
  subtractNumbers,
} from '../../../local/dynamodb/decimal';
import { numberText, refusal } from './context';

/** The same number over the common exponent -12, as an integer. */
function scaled(text: string): bigint {
  const [digits = '', exponent = '0'] = text.split(/e/i);
  return BigInt(digits) * 10n ** BigInt(Number(exponent) + 12);
}

test.each([
  ['0', '0'],
  ['-0', '0'],
  ['00', '0'],
  ['1.0', '1'],
  ['-12.340', '-12.34'],
  ['.5', '0.5'],
  ['5.', '5'],
  ['1e3', '1000'],
  ['120E-3', '0.12'],
  ['1E-130', `0.${'0'.repeat(129)}1`],
  ['9.9e125', `99${'0'.repeat(124)}`],
])('%s is stored as %s', (given, stored) => {
  expect(normalizeNumber(given)).toBe(stored);
});

test.each(['', 'x', '1e', '.', '--1', '1 ', '0x10', 'NaN', 'Infinity'])('%j is no number', (text) => {
  expect(refusal(() => normalizeNumber(text))).toContain('cannot be converted to a numeric value');
});

test('a sum that needs more than 38 digits is refused', () => {
  expect(refusal(() => addNumbers('1e38', '1e-1'))).toContain('38 significant digits');
});

test('writing a number in its normal form again changes nothing', () => {
  fc.assert(
    fc.property(numberText, (text) => {
      const normal = normalizeNumber(text);
      expect(normalizeNumber(normal)).toBe(normal);
      expect(compareNumbers(text, normal)).toBe(0);
    }),
  );
});

test('sums and differences are those of integers', () => {
  fc.assert(
    fc.property(numberText, numberText, (a, b) => {
      const sum = addNumbers(a, b);
      expect(compareNumbers(sum, `${scaled(a) + scaled(b)}e-12`)).toBe(0);
      expect(compareNumbers(subtractNumbers(a, b), `${scaled(a) - scaled(b)}e-12`)).toBe(0);
    }),
  );
});

test('the bytes of keys sort as the numbers do', () => {
  fc.assert(
    fc.property(numberText, numberText, (a, b) => {
      const expected = scaled(a) < scaled(b) ? -1 : scaled(a) > scaled(b) ? 1 : 0;
      expect(Math.sign(compareNumbers(a, b))).toBe(expected);
      expect(Math.sign(Buffer.compare(sortableNumber(a), sortableNumber(b)))).toBe(expected);
    }),
    { numRuns: 500 },
  );
});
