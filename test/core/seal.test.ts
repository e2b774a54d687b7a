import fc from 'fast-check';
import { seal, secretContext, unseal } from '../../core/seal';

const KEY = Buffer.alloc(32, 1);
const IV = Buffer.alloc(12, 2);
const CONTEXT = secretContext('prj_1', 'sub_1');

describe('seal', () => {
  it('opens under the same key and context, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) =>
        expect(unseal(KEY, seal(KEY, text, CONTEXT, IV), CONTEXT)).toBe(text),
      ),
    );
  });

  it.each<[string, Buffer, string]>([
    ['another key', Buffer.alloc(32, 3), CONTEXT],
    ['another subscription', KEY, secretContext('prj_1', 'sub_2')],
    ['another project', KEY, secretContext('prj_2', 'sub_1')],
  ])('does not open under %s', (_, key, context) => {
    expect(() => unseal(key, seal(KEY, 'whsec_x', CONTEXT, IV), context)).toThrow();
  });

  it('does not open with any one bit changed, or cut short', () => {
    const sealed = Buffer.from(seal(KEY, 'whsec_x', CONTEXT, IV), 'base64');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = (changed[at] ?? 0) ^ 1;
      expect(() => unseal(KEY, changed.toString('base64'), CONTEXT)).toThrow();
      expect(() => unseal(KEY, sealed.subarray(0, at).toString('base64'), CONTEXT)).toThrow();
    }
  });
});
