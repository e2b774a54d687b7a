import { anchorsOf, faultOf, filesIn, linksOf, read } from './pages';

const PAGES = [
  ...['README.md', 'conformance/README.md', 'data/README.md'],
  ...filesIn('docs', '.md'),
  ...filesIn('local', '.md'),
];
const EXAMPLES = ['.py', '.mjs', '.yaml', '.json'].flatMap((ending) => filesIn('examples', ending));

it.each(PAGES)('Every link within the repository and every anchor in %s leads somewhere', (file) => {
  expect(linksOf(read(file)).flatMap((link) => faultOf(file, link) ?? [])).toEqual([]);
});

it('Every page that an example names is there, with its heading', () => {
  const named = EXAMPLES.flatMap((file) =>
    [...read(file).matchAll(/\bdocs\/[\w./-]+\.md(?:#[\w-]+)?/g)].map(([page]) => page),
  );
  expect(named.length).toBeGreaterThan(0);
  expect(named.flatMap((page) => faultOf('README.md', page) ?? [])).toEqual([]);
});

it('Every page of docs/ is linked from the README or from another page', () => {
  const linked = new Set(
    PAGES.flatMap((file) =>
      linksOf(read(file)).map((link) => new URL(link, `file:///${file}`).pathname.slice(1)),
    ),
  );
  const pages = filesIn('docs', '.md').filter((file) => !file.startsWith('docs/adr/'));
  expect(pages.filter((file) => !linked.has(file))).toEqual([]);
});

it('A link to a file or a heading that does not exist is found', () => {
  expect(faultOf('docs/deploy.md', '#settings')).toBeUndefined();
  expect(faultOf('docs/deploy.md', '#no-such-heading')).toMatch(/no such heading/);
  expect(faultOf('docs/deploy.md', 'nowhere.md')).toMatch(/there is no/);
  expect(faultOf('docs/keys.md', 'deploy.md#no-such-heading')).toMatch(/no such heading/);
});

it('Anchors are made as GitHub makes them: punctuation is dropped, a repeated heading is numbered', () => {
  const page = '# `a.b`, and c\n```sh\n# no heading\n```\n## Same\n## Same\n';
  expect([...anchorsOf(page)]).toEqual(['ab-and-c', 'same', 'same-1']);
});

it('Links in code are none, links by reference are', () => {
  const page =
    '`[a](b.md)` [c](d.md#e) [f][1] <https://g> [h](https://i)\n\n[1]: j.md\n```\n[k](l.md)\n```\n';
  expect(linksOf(page)).toEqual(['d.md#e', 'j.md']);
});
