import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { USAGE } from '../../local/settings';

const ROOT = join(__dirname, '..', '..');
const read = (file: string): string => readFileSync(join(ROOT, file), 'utf8');
const page = read('docs/environment.md');
const rows = [...page.matchAll(/^\| `(\w+)` +\| ([^|]+) \|/gm)].map(([, name = '', by = '']) => ({
  name,
  by,
}));

/** What starts a program, and the sources that it runs. */
const PROGRAMS: Record<string, string[]> = {
  'npm start': sources('local'),
  'npm run demo': sources('demo').filter((file) => !file.startsWith('demo/otel/')),
  'npm run demo:otel': sources('demo/otel'),
  'npx tocsin': [...sources('cli'), ...sources('sdk/api')],
  '@tocsin/sdk': [...sources('sdk/agent'), 'sdk/tocsin.ts'],
  'sdk-python': sources('sdk-python/src'),
  'examples/agents': sources('examples/agents'),
  'examples/receivers': sources('examples/receivers'),
};

function sources(folder: string): string[] {
  const files = readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' });
  return files
    .filter((file) => /\.(ts|mts|mjs|py)$/.test(file) && !file.includes('node_modules'))
    .map((file) => join(folder, file));
}

/** Set by the local cloud itself for the processes of its functions. */
const isOfWorkers = (name: string): boolean => name.startsWith('AWS_LAMBDA_');

/** The variables that a source reads: `env.NAME`, `environment['NAME']`, `{ NAME } = process.env`. */
function variablesIn(file: string): string[] {
  const text = read(file);
  const [, unpacked = ''] = /\{([^{}]*)\} = process\.env/.exec(text) ?? [];
  const named = /\b(?:env|environ|environment|environmentVariable)(?:\.get\(|[.[(])['"]?([A-Z][A-Z_]+)\b/g;
  return [...text.matchAll(named), ...unpacked.matchAll(/\b([A-Z][A-Z_]+)\b/g)].map(([, name = '']) => name);
}

describe('docs/environment.md', () => {
  it.each(Object.entries(PROGRAMS))('names what %s reads, and says so', (program, files) => {
    const found = [...new Set(files.flatMap(variablesIn))].filter((name) => !isOfWorkers(name)).sort();
    const said = rows.filter(({ by }) => by.includes(`\`${program}\``)).map(({ name }) => name);
    expect(found).not.toEqual([]);
    expect(said.sort()).toEqual(found);
  });

  it('names every variable of the help text of npm start', () => {
    const [, variables = ''] = USAGE.split('Environment:');
    const names = [...variables.matchAll(/^ {2}([A-Z_]+) /gm)].map(([, name]) => name);
    expect(names).toHaveLength(3);
    expect(rows.map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  });
});
