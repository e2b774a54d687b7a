import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { bundleFunctions } from '../../lib/bundle';
import { FUNCTION_NAMES } from '../../lib/function-names';

const temporary = mkdtempSync(join(tmpdir(), 'tocsin-bundle-'));
const entries = join(temporary, 'lambdas');

/** `require` of a built-in module is what CommonJS dependencies do in an ES module bundle. */
const HANDLER = (name: string): string =>
  `const os = require('node:os');\nexport const handler = async () => '${name}' + typeof os.cpus;\n`;

beforeAll(() => {
  for (const name of FUNCTION_NAMES) {
    mkdirSync(join(entries, name), { recursive: true });
    writeFileSync(join(entries, name, 'handler.ts'), HANDLER(name));
  }
});

afterAll(() => rmSync(temporary, { recursive: true }));

const bytesIn = (directory: string): string[] =>
  FUNCTION_NAMES.flatMap((name) =>
    ['index.mjs', 'index.mjs.map'].map((file) => readFileSync(join(directory, name, file), 'utf8')),
  );

describe('bundles', () => {
  it('are the same bytes wherever they are written, so that asset hashes are stable', async () => {
    const here = await bundleFunctions(join(temporary, 'here'), entries);
    const there = await bundleFunctions(join(temporary, 'far', 'away', 'there'), entries);
    expect(bytesIn(here)).toEqual(bytesIn(there));
  });

  it('are not touched when nothing changed', async () => {
    const directory = await bundleFunctions(join(temporary, 'again'), entries);
    const before = statSync(join(directory, 'route', 'index.mjs'), { bigint: true });
    await bundleFunctions(directory, entries);
    const after = statSync(join(directory, 'route', 'index.mjs'), { bigint: true });
    expect([after.ino, after.mtimeNs]).toEqual([before.ino, before.mtimeNs]);
  });

  it('run as ES modules and may require built-in modules', async () => {
    const directory = await bundleFunctions(join(temporary, 'run'), entries);
    const script = `import('${join(directory, 'bury', 'index.mjs')}').then(async ({ handler }) => console.log(await handler()))`;
    expect(execFileSync(process.execPath, ['-e', script], { encoding: 'utf8' })).toBe('buryfunction\n');
  });
});
