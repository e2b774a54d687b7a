import { isTimed, requestOf, signedHeaders, type Section } from './receiving';

/** What frameworks hand on of a header: text, a list if it came twice, or nothing. */
type HeaderValue = string | string[] | null;

/** A request that nobody who knows the secret has made; a snippet must answer false to it. */
export interface HostileRequest {
  what: string;
  headers: Record<string, HeaderValue>;
  body: Buffer;
}

const SIGNATURES: Record<string, HeaderValue> = {
  null: null,
  empty: '',
  'a space': ' ',
  'many spaces': ' '.repeat(1_000),
  'a comma': ',',
  'an equals sign': '=',
  'names without values': 't,v1',
  'names with empty values': 't=,v1=',
  'only a prefix': 'v1,',
  'another prefix': 'sha256=',
  'a prefix of a key pair': 'v1a,',
  garbage: 'garbage',
  'no base64': 'v1,!!!! v1a,!!!!',
  'base64 without its padding': 'v1,AAAAA v1a,AAAAA',
  'ed25519 of a wrong length': `v1a,${'A'.repeat(12)}`,
  'no hexadecimal': `sha256=${'z'.repeat(64)}`,
  'a letter beyond ASCII': 'v1,é v1a,é t=é,v1=é sha256=é',
  'a character beyond 16 bits': 'v1,\u{1F514} v1a,\u{1F514}',
  'half a character': 'v1,\ud800 v1a,\udc00 sha256=\ud800',
  'a zero byte': 'v1,\0',
  'zeros of the right length': '0'.repeat(64),
  'dashes of the right length': `sha256=${'-'.repeat(64)}`,
  'a hundred thousand letters': 'A'.repeat(100_000),
  'ten thousand signatures': 'v1,AAAA '.repeat(10_000),
  'sent twice, as a list': ['v1,AAAA', 'v1a,AAAA'],
  'sent twice, joined': 'v1,AAAA, v1a,AAAA',
  'an empty list': [],
};

const TIMES: Record<string, string> = {
  'no time': '',
  letters: 'abc',
  NaN: 'NaN',
  Infinity: 'Infinity',
  'minus Infinity': '-Infinity',
  'the epoch': '0',
  'a negative time': '-1',
  'an exponent': '1e400',
  'a hexadecimal number': '0x7fffffff',
  'a fraction': '0.5',
  'digits of another script': '\u0661\u0667\u0666',
  'five thousand digits': '9'.repeat(5_000),
  underscores: '1_767_225_600',
  'half a character as time': '\ud800',
};

const BODIES: Record<string, Buffer> = {
  'an empty body': Buffer.alloc(0),
  'a body that is no JSON': Buffer.from('{'),
  'a body that is no UTF-8': Buffer.from([0xff, 0xfe, 0x00, 0xd8]),
  'a body of zero bytes': Buffer.alloc(100),
  'a body nested too deep': Buffer.from('['.repeat(200_000)),
  'a body with a number of 5,000 digits': Buffer.from('9'.repeat(5_000)),
  'the body of another event': Buffer.from('{"id":"evt_2"}'),
};

/** Base64 and hexadecimal alike; the letters at the end may be padding. */
const otherLetter = (value: string): string =>
  `${value.slice(0, -9)}${value.at(-9) === 'a' ? 'b' : 'a'}${value.slice(-8)}`;

/**
 * Hostile requests to one scheme, made from a good one: which headers hold the signature, and whether the time is signed,
 * is found out by signing twice, so that a new scheme needs nothing here.
 */
export function hostileRequests(section: Section, now: number): HostileRequest[] {
  const { headers, body: text } = requestOf(section, '{"a":1}', now);
  const body = Buffer.from(text);
  const signed = signedHeaders(section);
  const withSignature = (value: HeaderValue): HostileRequest['headers'] => ({
    ...headers,
    ...Object.fromEntries(signed.map((name) => [name, value])),
  });
  const changed = (change: (value: string) => string): HostileRequest['headers'] => ({
    ...headers,
    ...Object.fromEntries(signed.map((name) => [name, change(headers[name] ?? '')])),
  });
  const without = Object.fromEntries(Object.entries(headers).filter(([name]) => !signed.includes(name)));
  const seconds = String(Math.floor(now / 1_000));
  const timed = isTimed(section) ? Object.entries(TIMES) : [];
  return [
    { what: 'no header at all', headers: {}, body },
    { what: 'no signature', headers: without, body },
    { what: 'a signature cut short', headers: changed((value) => value.slice(0, -6)), body },
    { what: 'a signature with one letter changed', headers: changed(otherLetter), body },
    ...Object.entries(SIGNATURES).map(([what, value]) => ({ what, headers: withSignature(value), body })),
    ...timed.map(([what, time]) => ({
      what,
      headers: Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, value.replaceAll(seconds, time)]),
      ),
      body,
    })),
    ...Object.entries(BODIES).map(([what, other]) => ({ what, headers, body: other })),
  ];
}
