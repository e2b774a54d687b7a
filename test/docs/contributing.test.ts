import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { filesIn, read, ROOT } from './pages';

const page = read('docs/contributing.md');
const ROOTS = 'adapters|bench|bin|cli|conformance|core|data|demo|docs|examples|lambdas|lib|local|sdk|test';

/** Files and folders that a text names: `core/event/accept.ts`, `lib/`. */
const pathsIn = (text: string): string[] => [
  ...new Set(
    [...text.matchAll(new RegExp(`(?<![\\w./-])(?:${ROOTS})/[\\w./-]*`, 'g'))].map(([path]) => path),
  ),
];

const recipe = (title: string): string =>
  `${page}\n### `.split(`\n### ${title}\n`)[1]?.split(/^##/m, 1)[0] ?? '';

const SOURCES = ['adapters', 'core', 'lambdas', 'lib', 'bin'].flatMap((folder) => filesIn(folder, '.ts'));
const sourcesWith = (text: RegExp): string[] => SOURCES.filter((file) => text.test(read(file)));

describe('docs/contributing.md', () => {
  it('Every file and folder that is named exists', () => {
    const paths = pathsIn(page);
    expect(paths.length).toBeGreaterThan(80);
    expect(paths.filter((path) => !existsSync(join(ROOT, path.replace(/\.$/, ''))))).toEqual([]);
  });

  it('Every command of npm that is named is a script', () => {
    const { scripts } = JSON.parse(read('package.json')) as { scripts: Record<string, string> };
    const named = [...page.matchAll(/npm run ([\w:-]+)/g)].map(([, name = '']) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter((name) => !(name in scripts))).toEqual([]);
  });

  it('The reading order has ten files', () => {
    const [, order = ''] = /## Ten files to read first\n([^]*?)\n## /.exec(page) ?? [];
    expect([...order.matchAll(/^\d+\. `/gm)]).toHaveLength(10);
  });

  // An existing thing of the same sort shows which files know of each one. Handlers are named in words: which of them
  // get a setting differs.
  it.each([
    ['A kind of destination', /\bdatadog\b/i],
    ['A monitor kind', /'repetition'|\brepetition:|'forecast'|\bforecast:/],
    ["An event type of Tocsin's own", /'cost\.unknown'/],
    ['A setting of a stage', /mailRecipientsPerDay: |tryGetContext\('mailRecipientsPerDay'\)/],
  ])('The recipe "%s" names each file that one more of them changes', (title, example) => {
    const found = sourcesWith(example).filter((file) => !file.startsWith('lambdas/deliver/'));
    expect(found.length).toBeGreaterThan(2);
    expect(found.filter((file) => !pathsIn(recipe(title)).includes(file))).toEqual([]);
  });
});
