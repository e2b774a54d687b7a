import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const SOURCES = [
  ...['adapters', 'bench', 'bin', 'cli', 'conformance', 'core', 'data', 'demo', 'examples', 'lambdas'],
  ...['lib', 'local', 'sdk', 'test'],
];

const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const filesIn = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => `${folder}/${name}`)
    .filter((path) => /\.(ts|mjs|js|py)$/.test(path) && !path.includes('node_modules'));

const page = read('docs/semantics.md');
const rules = [...page.matchAll(/^### (\d+\.\d+) \S/gm)].map(([, number = '']) => number);
const sections = [...page.matchAll(/^## (\d+)\. \S/gm)].map(([, number = '']) => number);

interface Reference {
  path: string;
  rule: string;
}

const references = (path: string, text: string, form: RegExp): Reference[] =>
  [...text.matchAll(form)].flatMap(([, numbers = '']) =>
    numbers.split(', ').map((rule): Reference => ({ path, rule })),
  );

/** With comments of several lines as one line. */
const unwrapped = (text: string): string => text.replaceAll(/\n\s*(?:\*(?!\/)|\/\/)?\s*/g, ' ');

const commentsOf = (text: string): string =>
  [...text.matchAll(/\/\*[^]*?\*\/|\/\/.*$/gm)].map(([comment]) => unwrapped(comment)).join('\n');

/** A title behind `it(`, `describe(`, `.each(...)(`, or at the start of a line. */
const TITLE = /(?<=^\s*|\b(?:it|describe|test)\(|\)\()['"`](\d+\.\d+(?:, \d+\.\d+)*) [^'"`\s]/gm;

/** `SEMANTICS` and numbers anywhere, numbers alone in brackets in comments, and numbers that titles of tests begin with. */
function referencesIn(path: string): Reference[] {
  const text = read(path);
  return [
    ...references(path, unwrapped(text), /SEMANTICS (\d+(?:\.\d+)?(?:, \d+(?:\.\d+)?)*)/g),
    ...references(path, commentsOf(text), /\((\d\.\d+(?:, \d\.\d+)*)\)/g),
    ...(path.startsWith('test/') ? references(path, text, TITLE) : []),
  ];
}

const named = SOURCES.flatMap(filesIn).flatMap(referencesIn);

it('docs/semantics.md numbers its sections and rules in order, each number once', () => {
  expect(sections).toEqual(['1', '2', '3', '4', '5', '6']);
  const perSection = sections.map((section) => rules.filter((rule) => rule.startsWith(`${section}.`)).length);
  const inOrder = perSection.flatMap((count, index) =>
    Array.from({ length: count }, (_, rule) => `${index + 1}.${rule + 1}`),
  );
  expect(rules).toEqual(inOrder);
});

it('docs/semantics.md lists at its top the rules of each section', () => {
  const listed = [...page.matchAll(/^\d\. \[.+: (\d\.\d+) to (\d\.\d+)$/gm)].map(([, from, to]) => [
    from,
    to,
  ]);
  expect(listed).toEqual(
    sections.map((section) => {
      const own = rules.filter((rule) => rule.startsWith(`${section}.`));
      return [own[0], own.at(-1)];
    }),
  );
});

it('Every rule that a comment or the title of a test names is on docs/semantics.md', () => {
  expect(named.length).toBeGreaterThan(400);
  const known = new Set([...rules, ...sections]);
  expect(named.filter(({ rule }) => !known.has(rule))).toEqual([]);
});

it('Every rule of docs/semantics.md is named by a comment or the title of a test', () => {
  const mentioned = new Set(named.map(({ rule }) => rule));
  expect(rules.filter((rule) => !mentioned.has(rule))).toEqual([]);
});

it('Every file and heading that docs/semantics.md links to exists', () => {
  const links = [...page.matchAll(/\]\(([^)#]*)(?:#([^)]+))?\)/g)].map(([, path, anchor]) => ({
    path,
    anchor,
  }));
  const anchors = new Set(
    [...page.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
      heading
        .toLowerCase()
        .replaceAll(/[^a-z0-9 -]/g, '')
        .replaceAll(' ', '-'),
    ),
  );
  expect(links.length).toBeGreaterThan(50);
  const broken = links.filter(({ path, anchor }) =>
    path ? !existsSync(join(ROOT, 'docs', path)) : !anchors.has(anchor ?? ''),
  );
  expect(broken).toEqual([]);
});

it.each(['README.md', 'docs/data.md', 'docs/monitors.md', 'docs/people.md', 'docs/runbook.md'])(
  '%s links to headings of docs/semantics.md that are there',
  (path) => {
    const links = [...read(path).matchAll(/\]\((?:docs\/)?semantics\.md(?:#(\d)(\d+)?-[a-z-]+)?\)/g)];
    expect(links).not.toEqual([]);
    const wanted = links.flatMap(([, section, rule]) =>
      section === undefined ? [] : [rule === undefined ? section : `${section}.${rule}`],
    );
    expect(wanted.filter((number) => ![...rules, ...sections].includes(number))).toEqual([]);
  },
);
