import { signature } from '../../../core/configuration/signature';
import { pointer } from '../../../core/event/accept';

const CUSTOM = { scheme: 'custom', header: 'X-Sig', encoding: 'hex' };
const faults = (given: object): [string, string][] =>
  signature
    .safeParse({ ...CUSTOM, ...given })
    .error?.issues.map(({ path, message }) => [pointer(path), message]) ?? [];

it.each([
  { algorithm: 'sha512' },
  { signed: '{timestamp},{body}', value: 't={timestamp},v1={signature}' },
  { signed: '{timestamp}.webhook-id.{id}.{body}', value: 't={timestamp},h=webhook-id,v1={signature}' },
  { signed: 'v0:{timestamp}:{body}', value: 'v0={signature}' },
  { value: '{type} {id} {signature}', encoding: 'base64' },
])('The custom signature %j is taken', (given) => expect(faults(given)).toEqual([]));

it.each<[string, object, string, RegExp]>([
  ['another algorithm', { algorithm: 'md5' }, '/algorithm', /sha256/],
  ['content without the body', { signed: '{timestamp}' }, '/signed', /must have \{body\} once/],
  ['content with the body twice', { signed: '{body}{body}' }, '/signed', /once/],
  ['an unknown name', { signed: '{time}.{body}' }, '/signed', /braces only around body, id, timestamp, type/],
  ['a name of every object', { signed: '{constructor}{body}' }, '/signed', /braces only/],
  ['a single brace', { signed: '{{body}' }, '/signed', /braces only/],
  ['the signature within what is signed', { signed: '{signature}{body}' }, '/signed', /braces only/],
  ['a header without the signature', { value: 't={timestamp}' }, '/value', /must have \{signature\} once/],
  ['the body in a header', { value: '{signature}{body}' }, '/value', /braces only/],
  ['a line break in a header', { value: 'a\n{signature}' }, '/value', /visible ASCII/],
  ['a space at the end of a header', { value: '{signature} ' }, '/value', /visible ASCII/],
  ['text that is no ASCII', { signed: 'é{body}' }, '/signed', /visible ASCII/],
  ['a long template', { signed: `{body}${'x'.repeat(251)}` }, '/signed', /256/],
  [
    'both a prefix and a value',
    { prefix: 'a=', value: 'a={signature}' },
    '/prefix',
    /not be given with `value`/,
  ],
])('A custom signature with %s is refused', (_, given, at, rule) => {
  expect(faults(given)).toContainEqual([at, expect.stringMatching(rule)]);
});
