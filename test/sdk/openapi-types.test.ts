import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');

it('the types of the client are those of the OpenAPI document: `npm run sdk:types`', () => {
  const script = join('test', 'openapi', 'sdk-types.ts');
  const made = execFileSync(process.execPath, ['--import', 'tsx', script, '--print'], {
    ...{ cwd: ROOT, maxBuffer: 16 * 1024 * 1024, encoding: 'utf8' },
  });
  const kept = readFileSync(join(ROOT, 'sdk', 'api', 'openapi.ts'), 'utf8');
  // Not `toBe`: of 10,000 lines Jest would make a difference for minutes.
  expect(made === kept).toBe(true);
});
