type Words = readonly [string, ...string[]];

/** Few names, so that patterns and events meet; some sort before the dot of a path, some are names of prototypes. */
export const NAMES: Words = [
  'a',
  'b',
  'c',
  'd',
  'a-b',
  'a b',
  'é',
  'constructor',
  '__proto__',
  'prefix',
  'eventName',
];

export const WORDS: Words = [
  ...(['', 'a', 'b', 'ab', 'abc', 'ABC', 'aBc', 'abcabc', 'cab', 'bca', 'aab'] as const),
  ...['*', 'a*b', '\\', 'a\\b', 'a"b', '"a"', 'a\nb', '\u0000', 'a b', '/a/b', '~'],
  ...['é', 'É', 'straße', 'STRASSE', 'ß', 'SS', 'ss', 'ſ', 'S', 'K', 'k', 'K', 'Σ', 'σ', 'ς', 'İ', 'i', 'ŉ'],
  ...['日本', '日本語', 'ⱥ', 'Ⱥ', '\u{1f600}', 'a\u{1f600}b', 'null', 'true', '1', '1.0', '-1', '1e0'],
];

export const ADDRESSES: Words = [
  ...([
    '10.0.0.1',
    '10.0.0.9',
    '10.0.0.15',
    '10.0.0.255',
    '10.0.1.0',
    '010.0.0.1',
    '255.255.255.255',
  ] as const),
  ...[
    '::1',
    '0:0:0:0:0:0:0:1',
    '::',
    '2001:db8::1',
    '2001:DB8:0::1',
    '2001:db8:ffff::',
    'fe80::1',
    '::ffff:a00:1',
  ],
];

export const BLOCKS: Words = [
  ...(['10.0.0.0/24', '10.0.0.0/31', '10.0.0.9/30', '10.0.0.0/8', '10.128.0.0/10', '10.0.0.0/9'] as const),
  ...['2001:db8::/32', '2001:db8::/127', 'fe80::/10', 'f000::/5'],
];

export const NUMBERS: Words = [
  ...(['0', '-0', '0.0', '1', '1.0', '1e0', '10E-1', '1.5', '15e-1', '2', '-1', '-1.0', '-2.5'] as const),
  ...['100', '1e2', '1E+2', '0.1', '0.3', '0.30000000000000004', '1e-7', '5000000000', '5e9', '-5000000001'],
  ...['123456789012345', '9007199254740991', '1e21', '1e100', '-1e308', '1e-300'],
];

/** For operators that ignore case. Stars and what lies outside the 16-bit plane are known differences there. */
export const CASED_WORDS: Words = ['', ...WORDS.filter((word) => !/[*\u{10000}-\u{10ffff}]/u.test(word))];
