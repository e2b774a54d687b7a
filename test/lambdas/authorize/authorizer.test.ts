import { createHash } from 'node:crypto';
import { authorizer, type Presented, type StoredKey } from '../../../lambdas/authorize/authorizer';

const ULID = '01JQZ5V0M3T8W7K2N4P6R9S1XY';
const SECRET = 'Ab_-'.repeat(10) + 'xyz';
const KEY = `tcn_${ULID}_${SECRET}`;
const ROOT_SECRET = 'a-root-secret-of-32-characters-!';
const NOBODY = { isAuthorized: false, context: { project: '', keyId: '', scopes: '' } };

const hash = (key: string): string => createHash('sha256').update(key).digest('base64url');
const stored = (more: Partial<StoredKey> = {}): StoredKey => ({
  ...{ id: `key_${ULID}`, project: 'prj_1', scopes: ['ingest', 'read'], hash: hash(KEY) },
  ...more,
});

async function authorized(given: string | Presented, row: StoredKey = stored()) {
  const asked: string[] = [];
  const { authorization: answer, ...found } = await authorizer({
    findKey: (id) => Promise.resolve(asked.push(id) && id === row.id ? row : undefined),
    rootSecret: () => {
      asked.push('root');
      return Promise.resolve(ROOT_SECRET);
    },
  })(typeof given === 'string' ? { header: given } : given);
  return { answer, asked, found };
}

describe('authorize', () => {
  it.each([`Bearer ${KEY}`, `bearer ${KEY}`, `Bearer   ${KEY}`])('lets a key in: %s', async (header) => {
    expect(await authorized(header)).toEqual({
      answer: {
        isAuthorized: true,
        context: { project: 'prj_1', keyId: `key_${ULID}`, scopes: 'ingest,read' },
      },
      asked: [`key_${ULID}`],
      found: { outcome: 'allowed', project: 'prj_1', key: `key_${ULID}` },
    });
  });

  const basic = (user: string, key: string): string =>
    `Basic ${Buffer.from(`${user}:${key}`).toString('base64')}`;
  it.each([`Bearer%20${KEY}`, `bearer%20 ${KEY}`, basic('support-bot', KEY), basic('', KEY)])(
    'lets a key in as exporters of OTLP send it: %s',
    async (header) => {
      expect((await authorized(header)).found).toMatchObject({ outcome: 'allowed' });
    },
  );

  const PATH_KEY = `tcn_in_${ULID}_${SECRET}`;
  const pathKey = stored({ scopes: ['ingest'], hash: hash(PATH_KEY) });

  it.each<[string, Presented]>([
    ['a path', { path: PATH_KEY }],
    ['a header', { header: `Bearer ${PATH_KEY}` }],
  ])('lets a path key in by %s', async (_, presented) => {
    expect((await authorized(presented, pathKey)).found).toMatchObject({ outcome: 'allowed' });
  });

  it.each<[string, string, StoredKey]>([
    ['a key for headers', KEY, stored()],
    ['a key for headers that is called a path key', PATH_KEY, stored()],
    ['the root key', `tcn_root_${ROOT_SECRET}`, stored()],
    ['a header', `Bearer ${PATH_KEY}`, pathKey],
    ['nothing', '', pathKey],
  ])('refuses %s in a path', async (_, path, row) => {
    expect((await authorized({ path }, row)).answer).toEqual(NOBODY);
  });

  it('lets the root key in, which has no project', async () => {
    expect(await authorized(`Bearer tcn_root_${ROOT_SECRET}`)).toEqual({
      answer: { isAuthorized: true, context: { project: '', keyId: 'root', scopes: 'root' } },
      asked: ['root'],
      found: { outcome: 'allowed', key: 'root' },
    });
  });

  const other = `tcn_${ULID}_${'B'.repeat(43)}`;
  const known = { project: 'prj_1', key: `key_${ULID}` };
  it.each<[string, string, Partial<StoredKey>, object]>([
    ['an unknown key', `tcn_${ULID.replace('Q', 'R')}_${SECRET}`, {}, { outcome: 'unknown' }],
    ['a key whose secret part is another', other, {}, { outcome: 'mismatch', ...known }],
    ['a revoked key', KEY, { revokedAt: 1 }, { outcome: 'revoked', ...known }],
    ['a key revoked for the future', KEY, { revokedAt: 9e15 }, { outcome: 'revoked', ...known }],
    ['a row without a hash of the right length', KEY, { hash: '' }, { outcome: 'mismatch', ...known }],
    ['another root secret', `tcn_root_${ROOT_SECRET}x`, {}, { outcome: 'mismatch', key: 'root' }],
    [
      'the beginning of the root secret',
      `tcn_root_${ROOT_SECRET.slice(0, 20)}`,
      {},
      { outcome: 'mismatch', key: 'root' },
    ],
  ])('answers %s as if it knew nothing, which is for the log to say', async (_, key, row, found) => {
    const decided = await authorized(`Bearer ${key}`, stored(row));
    expect(decided).toMatchObject({ answer: NOBODY });
    expect(decided.found).toEqual(found);
  });

  it.each([
    '',
    'Bearer',
    'Bearer ',
    KEY,
    `Basic ${KEY}`,
    `Bearer ${KEY}x`,
    `Bearer ${KEY.slice(0, -1)}`,
    `Bearer ${KEY} x`,
    `Bearer ${KEY.toLowerCase()}`,
    `Bearer tcn_${ULID.replace('Q', 'U')}_${SECRET}`,
    `Bearer tcn_${ULID}_${SECRET.slice(0, -1)}!`,
    'Bearer tcn_root_',
    'Bearer tcn_root_short',
    `Bearer tcn_root_${'x'.repeat(257)}`,
  ])('answers the malformed %j the same, and looks nothing up', async (header) => {
    expect(await authorized(header)).toEqual({ answer: NOBODY, asked: [], found: { outcome: 'malformed' } });
  });
});
