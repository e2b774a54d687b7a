import { Validator } from '@cfworker/json-schema';
import fc from 'fast-check';
import { FORMATS, type Format } from '../../../core/json-schema/formats';

const VALUES: Record<Format, { valid: string[]; invalid: string[] }> = {
  'date-time': {
    valid: [
      '2024-02-29T12:00:00Z',
      '1998-12-31t23:59:60.5z',
      '1998-12-31 15:59:60-08:00',
      '2024-01-01T00:00:00+23:59',
    ],
    invalid: [
      '2023-02-29T12:00:00Z',
      '1998-12-31T22:59:60Z',
      '2024-01-01T24:00:00Z',
      '2024-01-01T00:00:00',
      '2024-01-01\t00:00:00Z',
      '2024-01-01T00:00:00+24:00',
      '2024-01-01T00:00:00.Z',
    ],
  },
  date: {
    valid: ['2000-02-29', '0001-01-31'],
    invalid: ['1900-02-29', '2024-13-01', '2024-00-10', '2024-1-01', '2024-04-31', '२०२४-01-01'],
  },
  time: {
    valid: ['00:00:00Z', '23:59:60+00:00', '01:29:60+01:30'],
    invalid: ['00:00:00', '23:59:61Z', '23:60:00Z', '00:00:60Z'],
  },
  duration: {
    valid: ['P1Y2M3DT4H5M6S', 'P3W', 'PT1M', 'P1D'],
    invalid: ['P', 'P1Y3D', 'PT', 'P1DT', 'P1W1D', '1D', 'PT0.5S', 'P-1D'],
  },
  email: {
    valid: [
      'jane.doe+tag@example.co.uk',
      '"a @ b"@example.com',
      'joe@[127.0.0.1]',
      'joe@[IPv6:::1]',
      'te~st@localhost',
    ],
    invalid: [
      '2962',
      '@example.com',
      'a@',
      '.a@example.com',
      'a..b@example.com',
      'a@b@c',
      'a b@example.com',
      `${'a'.repeat(65)}@b.c`,
      'joe@[::1]',
      'a@-b.c',
    ],
  },
  hostname: {
    valid: ['example.com', 'A-1', 'xn--4gbwdl.xn--wgbh1c', `${'a'.repeat(63)}.b`],
    invalid: ['', '-a', 'a-', 'a_b', 'a..b', 'a.', 'a'.repeat(64), `${'a.'.repeat(127)}`, 'é.com'],
  },
  ipv4: {
    valid: ['0.0.0.0', '255.255.255.255', '10.0.0.1'],
    invalid: ['256.0.0.1', '1.2.3', '1.2.3.4.', '1.2.3.4.5', '01.2.3.4', '1.2.3.0x4', ' 1.2.3.4'],
  },
  ipv6: {
    valid: [
      '::',
      '::1',
      '1::',
      'fe80::a:B',
      '1:2:3:4:5:6:7:8',
      '::ffff:1.2.3.4',
      '1:2:3:4:5:6:1.2.3.4',
      '1:2:3:4:5:6:7::',
    ],
    invalid: [
      ':',
      ':::',
      '1:2:3:4:5:6:7',
      '1::2::3',
      '12345::',
      'fe80::1%eth0',
      '1.2.3.4::',
      '::1.2.3.4:5',
      '1:2:3:4:5:6:7:8::',
      ':1:2:3:4:5:6:7:8',
      '::01.2.3.4',
    ],
  },
  uri: {
    valid: [
      'https://user:pw@example.com:8080/a%20b?c=d/e?f#g',
      'urn:isbn:0451450523',
      'mailto:a@b.c',
      'http://[::1]/',
      'file:///etc',
      'tel:+1-816',
      'http://[v1.a:b]',
    ],
    invalid: [
      '//example.com',
      '/a',
      'a',
      ':a',
      '1a:b',
      'http://a b',
      'http://a/%4',
      'http://[::1',
      'http://[abc]/',
      'http://é.com',
      'http://a:b/',
      'http://a/"',
      'http://a\\b',
      'a:#b#c',
      'http://a@b@c',
    ],
  },
  'uri-reference': {
    valid: ['', '#a', '?q', '/a:b', './a:b', '//example.com', 'a/b:c', 'http:a'],
    invalid: [':a', '1a:b', '\\\\share', '#a\\b', ' a', '{a}', '^'],
  },
  'uri-template': {
    valid: ['', '/a/{b}', '{?x,y*,z:3}', '{+a.b}', '%41{#a}', '{a%41}'],
    invalid: ['{', '}', '{}', '{a b}', '{a:0}', '{a:12345}', 'a b', '%4{x}1', '%{x}41', '{a..b}', '{{a}}'],
  },
  uuid: {
    valid: ['2EB8AA08-aa98-11ea-b4aa-73b441d16380', '00000000-0000-0000-0000-000000000000'],
    invalid: [
      '2eb8aa08aa9811eab4aa73b441d16380',
      '2eb8aa08-aa98-11ea-b4aa-73b441d1638',
      '2eb8aa0g-aa98-11ea-b4aa-73b441d16380',
    ],
  },
  'json-pointer': { valid: ['', '/', '/a~0b~1/0', '//'], invalid: ['a', '#/a', '/~', '/a~2', '/~/'] },
  'relative-json-pointer': {
    valid: ['0', '12/a~0', '1#', '0/'],
    invalid: ['', '01', '/a', '-1', '0##', '1#/a', '0a'],
  },
  regex: { valid: ['^(a|b)*$', '(?<=a)b', '\\p{L}', ''], invalid: ['(', '\\a', 'a{2,1}', '[b-a]'] },
};

describe.each(Object.entries(VALUES))('the format %s', (format, { valid, invalid }) => {
  it('takes what its standard allows, and nothing else', () => {
    const taken = (text: string): boolean => FORMATS[format as Format](text);
    expect(valid.filter((text) => !taken(text))).toEqual([]);
    expect(invalid.filter(taken)).toEqual([]);
  });
});

/** Where the other validator differs from the standard. */
const EXCEPTIONS: Partial<Record<Format, RegExp>> = {
  // A leading zero, which some read as octal, is not of RFC 3986.
  ipv4: /(?:^|\.)0\d/,
  // An address in an e-mail address has one neither.
  email: /[[.]0\d/,
  // Any white space, of which the note in RFC 3339 allows a space.
  'date-time': /\s/,
  // Quotation marks, authorities that are none (it takes them for paths), nothing between a scheme and a query.
  uri: /"|[[\]]|\/\/[^/?#]*[@:]|^[^:]*:(?:[?#]|$)/,
  // The same, and relative paths with a colon in the first part.
  'uri-reference': /"|[[\]]|\/\/[^/?#]*[@:]|^[^/?#]*:/,
};

test.each(Object.keys(VALUES) as Format[])(
  'The format %s is what another validator takes it for',
  (format) => {
    const theirs = new Validator({ format }, '2020-12');
    const samples = [...VALUES[format].valid, ...VALUES[format].invalid].filter((text) => text !== '');
    const pieces = fc.constantFrom(
      ...samples.flatMap((text) => [text, ...text]),
      ':',
      '.',
      '/',
      '1',
      '0',
      'a',
      '%41',
    );
    const mutated = fc
      .tuple(fc.constantFrom(...samples), fc.nat(60), fc.nat(2), pieces)
      .map(([text, at, cut, piece]) => text.slice(0, at) + piece + text.slice(at + cut));
    fc.assert(
      fc.property(fc.oneof(mutated, fc.constantFrom(...samples)), (text) => {
        if (EXCEPTIONS[format]?.test(text)) return;
        expect([text, FORMATS[format](text)]).toEqual([text, theirs.validate(text).valid]);
      }),
      { numRuns: 1_000 },
    );
  },
);
