import { durationMs } from '../../core/duration';

test.each([
  ['90m', 5_400_000],
  ['24h', 86_400_000],
  ['7d', 604_800_000],
  ['999999m', 59_999_940_000],
])('%s is %d ms', (text, ms) => {
  expect(durationMs(text)).toBe(ms);
});

test.each(['', '2', 'h', '0h', '01h', '-1h', '1.5h', '2 h', '2H', '2s', '2w', '1234567m', '2h\n', '1h30m'])(
  '%j is no duration',
  (text) => {
    expect(durationMs(text)).toBeUndefined();
  },
);
