import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_NAMES } from '../../adapters/http/error-name';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'outbound.md'), 'utf8');
const table = page
  .slice(page.indexOf('| ---', page.indexOf('## Errors of an attempt')))
  .split('\n')
  .flatMap((line) => /^\| `(\w+)` /.exec(line)?.[1] ?? []);

it('docs/outbound.md says of every error what to do, and of no other', () => {
  expect(table).toEqual([...ERROR_NAMES]);
});

it('docs/runbook.md names errors that there are', () => {
  const runbook = readFileSync(join(__dirname, '..', '..', 'docs', 'runbook.md'), 'utf8');
  const named = /with `error` `(\w+)` or `(\w+)`/.exec(runbook)?.slice(1) ?? [];
  expect(named).toHaveLength(2);
  for (const name of named) expect(ERROR_NAMES).toContain(name);
});
