import { filesIn, read } from './pages';

/** Phrases that a reader has to guess at, each with what to write instead. */
const BANNED: readonly [phrase: RegExp, instead: string][] = [
  [/\b(?:goes its|go their) own way\b/i, 'is delivered on its own'],
  [/\b(?:nobody|somebody(?: else)?|whoever) is at it\b|\bthat nobody is at\b/i, 'a worker holds its lease'],
  [/\bnobody has come for\b/i, 'is idle'],
  [/, save (?:those|for|that)\b/i, 'except'],
  [/\bshall\b/i, 'must, is to'],
  [/\b(?:has|have) heard (?:that|of|a)\b/i, 'was notified, was sent'],
  [/\bit stands in\b|\bstands in (?:the|an?|each|all|its)\b/i, 'is in, is listed in'],
  [/\b(?:is|are) told (?:of|again|together)\b/i, 'is notified of, is sent'],
  [/\bwhoever\b/i, 'who it is: the worker, the person, the client'],
  [/\bwhat is for (?:it|the|them)\b/i, 'its deliveries'],
];

const SOURCES = [
  'adapters',
  'bin',
  'cli',
  'conformance',
  'core',
  'demo',
  'lambdas',
  'lib',
  'local',
  'sdk',
  'terminal',
];

const comments = (file: string): string =>
  [...read(file).matchAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*/g)].map(([comment]) => comment).join('\n');

const texts: [file: string, text: string][] = [
  ...['README.md', ...filesIn('docs', '.md')].map((file): [string, string] => [file, read(file)]),
  ...SOURCES.flatMap((folder) => filesIn(folder, '.ts')).map((file): [string, string] => [
    file,
    comments(file),
  ]),
];

it.each(BANNED)('Comments and documents do not say %s: write "%s"', (phrase) => {
  const found = texts.flatMap(([file, text]) => {
    const flat = text.replaceAll(/\s*\n\s*(?:\*|\/\/)?\s*/g, ' ');
    const [match] = phrase.exec(flat) ?? [];
    return match === undefined ? [] : [`${file}: ${match}`];
  });
  expect(found).toEqual([]);
});
