import fc from 'fast-check';
import { isGenuine, linkToken, readToken, tokenHash, type Link } from '../../../core/notice/link';

const KEY = Buffer.alloc(32, 7);
const link: Link = {
  ...{ action: 'acknowledge', project: `prj_${'0'.repeat(26)}`, subscription: 'sub_1', notice: 'ntc_1' },
  ...{ target: 'alt_1', until: 1_000 },
};

it('6.5 a token says what it was made of, to whoever has the key', () => {
  const review: Link = { ...link, action: 'deny', agent: 'Agent Δ/7' };
  for (const made of [link, review]) {
    const token = linkToken(KEY, made);
    expect(token).toMatch(/^[\w-]+\.[\w-]{43}$/);
    expect(readToken(token, 0)).toEqual(made);
    expect(isGenuine(KEY, token)).toBe(true);
    expect(isGenuine(Buffer.alloc(32, 8), token)).toBe(false);
  }
  expect(tokenHash(linkToken(KEY, link))).not.toBe(tokenHash(linkToken(KEY, review)));
});

it('6.5 no other text is a token: not one that was changed, and none throws', () => {
  const token = linkToken(KEY, link);
  const changed = fc
    .tuple(fc.nat(token.length - 1), fc.constantFrom('A', 'z', '0', '-', '.', '%'))
    .map(([at, letter]) => token.slice(0, at) + letter + token.slice(at + 1));
  fc.assert(
    fc.property(fc.oneof(changed, fc.string({ unit: 'binary' }), fc.base64String()), (text) => {
      expect(readToken(text, 0) !== undefined && isGenuine(KEY, text)).toBe(text === token);
    }),
    { numRuns: 500 },
  );
});

it('6.5 a token has one spelling: base64 with other spare bits, padding or another alphabet is none', () => {
  const token = linkToken(KEY, link);
  const [payload = '', mac = ''] = token.split('.');
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'];
  const sameBytes = letters
    .map((letter) => mac.slice(0, -1) + letter)
    .filter((other) => Buffer.from(other, 'base64url').equals(Buffer.from(mac, 'base64url')));
  expect(sameBytes).toHaveLength(4);
  const spellings = [
    ...sameBytes.map((other) => `${payload}.${other}`),
    ...[`${payload}.${mac}=`, `${payload}=.${mac}`, `${payload}.${mac} `, ` ${token}`, `${payload}%.${mac}`],
  ];
  expect(spellings.filter((spelling) => readToken(spelling, 0) !== undefined)).toEqual([token]);
});

it.each([
  ['another action', { action: 'delete' }],
  ['a project that is none', { project: 'prj_../x' }],
  ['no end', { until: undefined }],
  ['a target that is no text', { target: 7 }],
  ['a target that is no id', { target: 'x'.repeat(100) }],
  ['a notice that is no id', { notice: '../x' }],
  ['an end in 50 days', { until: 50 * 86_400_000 }],
  ['an end 50 days ago', { until: -50 * 86_400_000 }],
])('6.5 %s is no link', (_, change) => {
  expect(readToken(linkToken(KEY, { ...link, ...change } as Link), 0)).toBeUndefined();
});
