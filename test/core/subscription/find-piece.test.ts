import fc from 'fast-check';
import { findPiece } from '../../../core/subscription/find-piece';

const text = (maxLength: number) => fc.string({ unit: fc.constantFrom('a', 'b'), maxLength });

test('A piece is found where indexOf finds it', () => {
  fc.assert(
    fc.property(text(30), text(200), fc.nat(10), (piece, value, from) => {
      expect(findPiece(piece)(value, Math.min(from, value.length))).toBe(
        value.indexOf(piece, Math.min(from, value.length)),
      );
    }),
    { numRuns: 5_000 },
  );
});

/** Counts the characters of a text that are looked at. */
function watched(value: string): { text: string; looks: () => number } {
  let looks = 0;
  const charCodeAt = (at: number) => {
    looks += 1;
    return value.charCodeAt(at);
  };
  return { text: { length: value.length, charCodeAt } as unknown as string, looks: () => looks };
}

test.each([
  ['two halves', `${'a'.repeat(950)}b${'a'.repeat(950)}`, 'a'.repeat(250_000)],
  ['a last character that never comes', `${'a'.repeat(1_900)}b`, 'a'.repeat(250_000)],
  ['a period', `${'ab'.repeat(900)}c`, 'ab'.repeat(125_000)],
])('A piece of %s is looked for in one pass', (_name, piece, value) => {
  const { text: seen, looks } = watched(value);
  expect(findPiece(piece)(seen, 0)).toBe(-1);
  expect(looks()).toBe(value.length);
});
