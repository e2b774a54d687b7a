import fc from 'fast-check';

/** What a URL may be made of, and what each lookup of its name answers. */
export interface Nasty {
  url: string;
  /** One list a lookup, in turn; the last one stays. */
  answers: string[][];
}

type Octets = [number, number, number, number];

/** First octets of every special range, with their neighbours, and anything else. */
const octets: fc.Arbitrary<Octets> = fc.oneof(
  fc.tuple(
    fc.constantFrom(0, 9, 10, 11, 100, 126, 127, 128, 169, 172, 192, 198, 203, 223, 224, 240, 255),
    fc.constantFrom(0, 15, 16, 18, 31, 32, 51, 63, 64, 88, 127, 128, 167, 168, 175, 254, 255),
    fc.constantFrom(0, 2, 48, 99, 100, 113, 129, 169, 193, 196),
    fc.constantFrom(0, 1, 2, 16, 192, 254, 255),
  ),
  fc.constantFrom<Octets>([169, 254, 169, 254], [168, 63, 129, 16], [127, 0, 0, 1], [93, 184, 215, 14]),
  fc.tuple(byte(), byte(), byte(), byte()),
);

function byte(): fc.Arbitrary<number> {
  return fc.nat(255);
}

const decimal = (parts: Octets): string => parts.join('.');
const asNumber = ([a, b, c, d]: Octets): number => ((a * 256 + b) * 256 + c) * 256 + d;
const hexWords = (parts: Octets): string => {
  const hex = Buffer.from(parts).toString('hex');
  return `${hex.slice(0, 4)}:${hex.slice(4)}`;
};
const radix = (value: number, base: 8 | 10 | 16): string =>
  base === 8 ? `0${value.toString(8)}` : base === 16 ? `0x${value.toString(16)}` : String(value);

/** The same IPv4 address in the spellings that URL parsers take. */
const ipv4Host: fc.Arbitrary<string> = fc
  .tuple(octets, fc.array(fc.constantFrom(8, 10, 16), { minLength: 4, maxLength: 4 }), fc.nat(6))
  .map(([parts, bases, way]) => {
    const [a, b, c, d] = parts;
    const mixed = parts.map((part, index) => radix(part, bases[index] ?? 10)).join('.');
    const spellings = [
      decimal(parts),
      mixed,
      radix(asNumber(parts), bases[0] ?? 10),
      `${a}.${(b * 256 + c) * 256 + d}`,
      `${a}.${b}.${c * 256 + d}`,
      decimal(parts).replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + Number(digit))),
      decimal(parts).replace(/[.\d]/g, (character) => `%${character.charCodeAt(0).toString(16)}`),
    ];
    return spellings[way] ?? '';
  });

const PREFIXES = ['2606:4700', '2a00:1450', '2000', '3ffe:ffff', 'fe80', 'fc00', '2001:db8', '5f00'];

/** IPv6 addresses, most of them with an IPv4 address somewhere inside. */
const ipv6: fc.Arbitrary<string> = fc
  .tuple(octets, fc.constantFrom(...PREFIXES), fc.nat(13))
  .map(([parts, prefix, way]) => {
    const words = hexWords(parts);
    const forms = [
      `::ffff:${decimal(parts)}`,
      `::ffff:${words}`,
      `::${decimal(parts)}`,
      `::ffff:0:${words}`,
      `64:ff9b::${words}`,
      `64:ff9b:1::${words}`,
      `2002:${words}::1`,
      `2001:0:${words}::1`,
      `${prefix}::5efe:${words}`,
      `${prefix}::200:5efe:${words}`,
      `${prefix}::${words}`,
      `${prefix}:${words}::`,
      ['::1', '::', 'fd00:ec2::254', 'ff02::1'][parts[3] % 4] ?? '::1',
      `${prefix}::1`,
    ];
    return forms[way] ?? '::1';
  });

const NAMES = [
  ...['example.com', 'EXAMPLE.com.', 'a.b.example.org', 'xn--bcher-kva.example', '127.0.0.1.nip.example.com'],
  ...[
    'localhost',
    'x.localhost',
    'metadata.google.internal',
    'printer.local',
    'intranet',
    'localhost.example.com',
  ],
];

const host = fc.oneof(
  ipv4Host,
  ipv6.map((address) => `[${address}]`),
  fc.constantFrom(...NAMES),
  fc.constantFrom(...NAMES),
  fc.domain(),
);

const often = <T>(usual: T, ...others: T[]): fc.Arbitrary<T> =>
  fc.oneof(
    { weight: 8, arbitrary: fc.constant(usual) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );

const url = fc
  .record({
    scheme: often('https://', 'http://', 'HTTPS://', 'https:', 'https:///', 'https:\\\\', 'wss://'),
    userinfo: often('', 'user@', 'a:b@', 'example.com@', 'example.com:443@', '%40', '@'),
    host,
    dot: often('', '.', '..', '%2e', '\u3002'),
    port: often('', ':443', ':8443', ':9001', ':22', ':80', ':0', ':65536', ':0443', ':6667'),
    path: often('/', '', '/hook?x=1', '/@127.0.0.1/', '?@10.0.0.1', '\\@127.0.0.1', '#@127.0.0.1', '/..//\t'),
  })
  .map((parts) => Object.values(parts).join(''));

const plainIpv4 = octets.map(decimal);
const address = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom('93.184.215.14', '2606:4700::1111', '8.8.8.8') },
  plainIpv4,
  ipv6,
  ipv4Host,
  ipv6.map((text) => `${text}%eth0`),
);

export const nasty: fc.Arbitrary<Nasty> = fc.record({
  url,
  answers: fc.array(fc.array(address, { maxLength: 4 }), { minLength: 1, maxLength: 3 }),
});
