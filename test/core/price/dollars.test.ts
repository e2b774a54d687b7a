import fc from 'fast-check';
import {
  dollarsOf,
  dollarsProblem,
  microUsd,
  microUsdOfCost,
  usdOf,
  type Dollars,
} from '../../../core/price/dollars';

it.each([
  [{ usd: 5 }, 5_000_000],
  [{ usd: 0.5 }, 500_000],
  [{ usd: 0.000001 }, 1],
  [{ usd: 1.005 }, 1_005_000],
  [{ usd: 4.35 }, 4_350_000],
  [{ usd: 1_000_000_000 }, 1e15],
  ['$5', 5_000_000],
  ['$0.50', 500_000],
  ['$1,000', 1_000_000_000],
  ['$1,234,567.89', 1_234_567_890_000],
  ['$1000.123456', 1_000_123_456],
])('%j is %d micro-dollars', (dollars, micro) => {
  expect([microUsd(dollars), dollarsProblem(dollars)]).toEqual([micro, undefined]);
});

it.each<[Dollars, RegExp]>([
  [{ usd: 0.0000001 }, /6 decimals/],
  [{ usd: 0.1 + 0.2 }, /6 decimals/],
  [{ usd: -5 }, /not be negative/],
  [{ usd: 1_000_000_000.01 }, /at most 1000000000/],
  [{ usd: 1e300 }, /at most 1000000000/],
  ['$2,000,000,000', /at most 1000000000/],
  ...[
    '5',
    '$',
    '$-5',
    '-$5',
    '$5.',
    '$.5',
    '$05',
    '$1,00',
    '$1,0000',
    '$1000,000',
    '$5.1234567',
    '$5 ',
    '5$',
  ].map((text): [Dollars, RegExp] => [text, /must be dollars such as/]),
  ...['$1e3', '$\u0665', '$5\n', '\u20ac5', 'USD 5', ''].map((text): [Dollars, RegExp] => [
    text,
    /must be dollars such as/,
  ]),
])('%j is refused', (dollars, problem) => {
  expect(dollarsProblem(dollars)).toMatch(problem);
});

it('an amount of micro-dollars is the same after it was shown in dollars and given back', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 1e15 }), (micro) => {
      const shown = JSON.parse(JSON.stringify(dollarsOf(micro))) as { usd: number };
      expect(microUsd(shown)).toBe(micro);
      expect(
        microUsd(`$${(BigInt(micro) / 1_000_000n).toString()}.${String(micro % 1e6).padStart(6, '0')}`),
      ).toBe(micro);
    }),
  );
});

it('what no dollars could give is left as it is', () => {
  expect([0.5, -1, 1e15 + 2].map(dollarsOf)).toEqual([undefined, undefined, undefined]);
});

it('a cost keeps all its digits on the way to micro-dollars', () => {
  expect([0.29, 1e-9, 123.456789012, 1.1].map(microUsdOfCost)).toEqual([
    290_000, 1e-3, 123_456_789.012, 1_100_000,
  ]);
  expect([87_637, 5_000_000].map(usdOf)).toEqual([0.087637, 5]);
});
