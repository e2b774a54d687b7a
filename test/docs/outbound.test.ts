import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ERROR_NAMES } from '../../adapters/http/error-name';

const page = readFileSync(join(__dirname, '..', '..', 'docs', 'outbound.md'), 'utf8');
const table = page
  .slice(page.indexOf('| ---'))
  .split('\n')
  .flatMap((line) => /^\| `(\w+)` /.exec(line)?.[1] ?? []);

it('docs/outbound.md says of every error what to do, and of no other', () => {
  expect(table).toEqual([...ERROR_NAMES]);
});
