import fc from 'fast-check';
import { boundedErrors } from '../../core/bounded-errors';
import { pathOf } from '../../core/configuration/path-of';
import { pointer } from '../../core/event/accept';

const error = fc.record({
  pointer: fc.array(fc.string({ unit: 'binary', maxLength: 400 }), { maxLength: 30 }).map(pointer),
  detail: fc.string({ unit: 'binary', maxLength: 2_000 }),
});

test('Errors are bounded in number and length, and what is left out is counted', () => {
  fc.assert(
    fc.property(fc.array(error, { maxLength: 30 }), fc.nat(25), (errors, max) => {
      const shown = boundedErrors(errors, max);
      const more = errors.length - max;
      expect(shown).toHaveLength(more > 0 ? max + 1 : errors.length);
      if (more > 0) expect(shown.at(-1)).toEqual({ pointer: '', detail: `and ${more} more` });
      for (const one of shown) {
        expect(one.pointer.length).toBeLessThanOrEqual(1_025);
        expect(one.detail.length).toBeLessThanOrEqual(513);
        expect(pathOf(one.pointer).every((name) => name.length <= 129)).toBe(true);
      }
    }),
  );
});

test('Short errors are shown as they are', () => {
  const errors = [{ pointer: '/a~1b/0', detail: 'must be a string' }];
  expect(boundedErrors(errors, 20)).toEqual(errors);
});

test('A long name is cut, between characters', () => {
  const names = ['x'.repeat(127) + '\u{1F600}', 'x'.repeat(127) + '/y', 'short'];
  const [shown] = boundedErrors([{ pointer: pointer(names), detail: 'd'.repeat(600) }], 1);
  expect(shown).toEqual({
    pointer: `/${'x'.repeat(127)}…/${'x'.repeat(127)}…/short`,
    detail: `${'d'.repeat(512)}…`,
  });
});
