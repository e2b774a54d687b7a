import { comparison, measured } from '../../../core/notice/measured';

it.each([
  [50_000_000, 10_000_000, 'microUsd', '$50.00 of $10.00'],
  [1_500, 1_000, 'microUsd', '$0.001500 of $0.001000'],
  [0, 5_000_000, 'microUsd', '$0.00 of $5.00'],
  [null, 5_000_000, 'microUsd', 'no data, threshold $5.00'],
  [5, 5, 'events', '5 events, threshold 5 events'],
  [0.625, 0.5, 'share', '62.5 %, threshold 50 %'],
  [120, 60, 'seconds', '120 s, threshold 60 s'],
  [2.12345, 3, 'value', '2.123, threshold 3'],
  [4, 3, 'times', '4 times, threshold 3 times'],
] as const)('%p against %p in %s reads "%s"', (value, threshold, unit, text) => {
  expect(comparison(value, threshold, unit)).toBe(text);
});

it('what is owed back has its sign before the dollar', () => {
  expect(measured(-2_500_000, 'microUsd')).toBe('-$2.50');
});
