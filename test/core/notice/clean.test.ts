import fc from 'fast-check';
import { clean } from '../../../core/notice/clean';

it.each([
  ['  two\r\nlines\t', 'two lines'],
  ['\u202Egnp.exe\u202C', 'gnp.exe'],
  ['zero\u200bwidth\ufeff', 'zerowidth'],
  ['\u0000\u001b[31mred', '[31mred'],
  ['grüß dich 日本 👋', 'grüß dich 日本 👋'],
])('%j is told as %j', (text, expected) => {
  expect(clean(text, 40)).toBe(expected);
});

it('is no longer than asked for, well formed, and on one line, whatever comes', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.integer({ min: 1, max: 50 }),
      (text, max) => {
        const cleaned = clean(text, max);
        expect(cleaned.length).toBeLessThanOrEqual(max);
        expect(cleaned.isWellFormed()).toBe(true);
        expect(cleaned).not.toMatch(/[\n\r\u2028\u2029\p{Cc}]/u);
      },
    ),
  );
});
