import fc from 'fast-check';
import { pythonJson } from '../../../core/delivery/python-json';

// What Python 3's json.dumps(json.loads(text)) gives; test/oracle/keywordsai asks Python itself, with many more.
const CASES: [string, string][] = [
  ['{}', '{}'],
  ['[]', '[]'],
  [' [ ] ', '[]'],
  ['{"b":1,"a":[1,2,{"c":null}]}', '{"b": 1, "a": [1, 2, {"c": null}]}'],
  ['{"a" : true ,\n"b":\tfalse}', '{"a": true, "b": false}'],
  ['{"a":1,"b":2,"a":3}', '{"a": 3, "b": 2}'],
  ['{"\\u0061":1,"a":2}', '{"a": 2}'],
  ['{"2":0,"1":0}', '{"2": 0, "1": 0}'],
  ['{"__proto__":1}', '{"__proto__": 1}'],
  ['1.0', '1.0'],
  ['1', '1'],
  ['-0', '0'],
  ['-0.0', '-0.0'],
  ['0e5', '0.0'],
  ['9007199254740993', '9007199254740993'],
  ['123456789012345678901234567890', '123456789012345678901234567890'],
  ['9007199254740993.0', '9007199254740992.0'],
  ['0.0001', '0.0001'],
  ['0.00001', '1e-05'],
  ['0.000012', '1.2e-05'],
  ['1E5', '100000.0'],
  ['1e15', '1000000000000000.0'],
  ['1e16', '1e+16'],
  ['123456789012345680.0', '1.2345678901234568e+17'],
  ['1.7976931348623157e308', '1.7976931348623157e+308'],
  ['5e-324', '5e-324'],
  ['1e400', 'Infinity'],
  ['-1e400', '-Infinity'],
  ['1e-400', '0.0'],
  ['-1e-400', '-0.0'],
  ['3.140', '3.14'],
  ['100.25', '100.25'],
  ['"é"', '"\\u00e9"'],
  ['"e\u0301"', '"e\\u0301"'],
  ['"\u{1F514}"', '"\\ud83d\\udd14"'],
  ['"\\uD83D\\udd14"', '"\\ud83d\\udd14"'],
  ['"\\ud83d"', '"\\ud83d"'],
  ['"\\udd14\\ud83d"', '"\\udd14\\ud83d"'],
  ['"\u007f"', '"\\u007f"'],
  ['"\\/"', '"/"'],
  ['"\\u0000\\b\\f\\n\\r\\t\\"\\\\ ~"', '"\\u0000\\b\\f\\n\\r\\t\\"\\\\ ~"'],
  ['"\u2028<>&"', '"\\u2028<>&"'],
];

describe('pythonJson', () => {
  it.each(CASES)('%s gives %s', (text, expected) => expect(pythonJson(text)).toBe(expected));

  it.each(CASES.filter(([, written]) => !written.includes('Infinity')))(
    'written again, %s stays as it was written',
    (text) => expect(pythonJson(pythonJson(text))).toBe(pythonJson(text)),
  );

  it('keeps every value that JavaScript can hold', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        expect(JSON.parse(pythonJson(JSON.stringify(value)))).toEqual(value);
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
