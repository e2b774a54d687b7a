import { keyText, readKey, withoutKeys } from '../../core/access-key';
import { readAuthorization } from '../../core/authorization';

const ULID = '01JQZ5V0M3T8W7K2N4P6R9S1XY';
const SECRET = 'Ab_-'.repeat(10) + 'xyz';

it.each(['header', 'path'] as const)('The text of a key of the kind %s says which key it is', (kind) => {
  expect(readKey(keyText(`key_${ULID}`, kind, SECRET))).toEqual({ id: `key_${ULID}`, kind });
});

it.each([
  '',
  'tcn_',
  `tcn_in_${ULID}`,
  `tcn_out_${ULID}_${SECRET}`,
  `tcn_${ULID}_${SECRET}x`,
  `x tcn_${ULID}_${SECRET}`,
])('No key is read from %s', (text) => {
  expect(readKey(text)).toBeUndefined();
});

it.each([
  [`a /in/tcn_in_${ULID}_${SECRET}/bot b`, `a /in/tcn_in_${ULID}_***/bot b`],
  [`"tcn_${ULID}_${SECRET}"`, `"tcn_${ULID}_***"`],
  [`tcn_root_${'a1'.repeat(16)} and`, 'tcn_root_*** and'],
  ['no key, tcn_local', 'no key, tcn_local'],
])('In %s no key can be read afterwards', (text, shown) => {
  expect(withoutKeys(text)).toBe(shown);
});

it.each<[string, object | undefined]>([
  ['Bearer x', { key: 'x', user: '' }],
  ['bearer%20x', { key: 'x', user: '' }],
  [`Basic ${Buffer.from('bot:x:y').toString('base64')}`, { key: 'x:y', user: 'bot' }],
  [`Basic ${Buffer.from('x').toString('base64')}`, undefined],
  ['Digest x', undefined],
  ['Bearer', undefined],
  ['Bearer x y', undefined],
  ['', undefined],
])('The header %s is read as %j', (header, credentials) => {
  expect(readAuthorization(header)).toEqual(credentials);
});
