import fc from 'fast-check';
import { pythonJson } from '../../../core/delivery/python-json';
import { PYTHON_CASES } from './python-cases';

describe('pythonJson', () => {
  it.each(PYTHON_CASES)('%s gives %s', (text, expected) => expect(pythonJson(text)).toBe(expected));

  it.each(PYTHON_CASES.filter(([, written]) => !written.includes('Infinity')))(
    'written again, %s stays as it was written',
    (text) => expect(pythonJson(pythonJson(text))).toBe(pythonJson(text)),
  );

  it('keeps every value that JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value);
        expect(JSON.parse(pythonJson(text))).toEqual(JSON.parse(text));
      }),
    );
  });

  it('takes what the deepest and the longest event may hold', () => {
    const deep = '['.repeat(102) + ']'.repeat(102);
    expect(pythonJson(deep)).toBe(deep);
    const long = JSON.stringify('\\"'.repeat(60_000));
    expect(pythonJson(long)).toBe(long);
  });

  it.each(['', '{', '[1', '{"a"', 'nul', '"a'])('throws on what is no JSON: %s', (text) => {
    expect(() => pythonJson(text)).toThrow();
  });
});
