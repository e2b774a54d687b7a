import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { requireScope } from '../../lambdas/admin/http/scopes';
import { callerOf } from '../../lambdas/caller';
import { adminRoutes, openApi } from '../openapi/described';
import { tables } from './deploy';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'keys.md'), 'utf8');
const SCOPES = ['ingest', 'read', 'admin', 'root'] as const;

const callerWith = (scopes: string) => callerOf({ project: 'prj_1', keyId: 'key_1', scopes });

/** Each request of the API that needs a key, and the scopes that it is answered with. */
const requests = [
  ...adminRoutes.flatMap(({ method, path, scope }) =>
    scope === 'public'
      ? []
      : [
          {
            method,
            path,
            scopes: SCOPES.filter((one) => isAllowed(() => requireScope(callerWith(one), scope))),
          },
        ],
  ),
  ...Object.entries(openApi.paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([, { description }]) => description?.includes('Needs the scope `ingest`'))
      .map(([method]) => ({ method, path, scopes: ['ingest'] })),
  ),
];

function isAllowed(ask: () => void): boolean {
  try {
    ask();
    return true;
  } catch {
    return false;
  }
}

/** The rows of the table: by path, the methods that each scope may use. */
const rows = [...new Set(requests.map(({ path }) => path))].sort().map((path) => [
  `\`${path}\``,
  ...SCOPES.map((scope) =>
    requests
      .filter((request) => request.path === path && request.scopes.includes(scope))
      .map(({ method }) => method.toUpperCase())
      .join(', '),
  ),
]);

describe('docs/keys.md', () => {
  it('says of every request which scopes it is answered with', () => {
    const shown = tables(page).at(-1);
    expect(rows.length).toBeGreaterThan(50);
    expect(shown).toEqual(rows);
  });

  it('names every request that needs no key', () => {
    const open = adminRoutes.filter(({ scope }) => scope === 'public').map(({ path }) => path);
    expect(open.filter((path) => !page.includes(`\`${path}\``))).toEqual([]);
  });

  it('says that admin may read, and that neither it nor root may post events', () => {
    const of = (method: string, path: string) =>
      requests.find((one) => one.method === method && one.path === path)?.scopes;
    expect(of('get', '/v1/agents')).toEqual(['read', 'admin', 'root']);
    expect(of('post', '/v1/events')).toEqual(['ingest']);
    expect(page).toContain('`admin` includes `read`');
  });
});
