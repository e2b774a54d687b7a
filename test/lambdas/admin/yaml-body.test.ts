import fc from 'fast-check';
import { parse, stringify } from 'yaml';
import { InvalidInput } from '../../../core/configuration/errors';
import { readYaml } from '../../../lambdas/admin/http/yaml-body';
import { startWorld } from './world';

const MAX = 256 * 1024;

function read(text: string): { value: unknown } | { errors: InvalidInput['errors'] } {
  try {
    return { value: readYaml(text) };
  } catch (error) {
    if (error instanceof InvalidInput) return { errors: error.errors };
    throw error;
  }
}

let written: jest.SpyInstance[];
beforeEach(() => {
  written = [
    jest.spyOn(process.stderr, 'write').mockReturnValue(true),
    jest.spyOn(process, 'emitWarning').mockReturnValue(),
    jest.spyOn(console, 'warn').mockReturnValue(),
    jest.spyOn(console, 'error').mockReturnValue(),
  ];
});
afterEach(() => {
  for (const spy of written) expect(spy).not.toHaveBeenCalled();
  jest.restoreAllMocks();
});

test('JSON values come back from YAML as they are', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const text = stringify(value, { aliasDuplicateObjects: false });
      // A key of 1,024 characters or a negative zero are beyond what both have in common.
      expect(JSON.stringify(readYaml(text))).toBe(JSON.stringify(parse(text, { schema: 'core' })));
      expect(readYaml(JSON.stringify(value))).toEqual(JSON.parse(JSON.stringify(value)));
    }),
    { numRuns: 500 },
  );
});

test('A document as people write it is read', () => {
  const text =
    '# set-up\nmonitors:\n  - name: "a"\n    limit: 5 # dollars\n    note: >\n      two\n      lines\n200: yes\n~x: !!str 7\n"<<": 1\n';
  expect(readYaml(text)).toEqual({
    ...{ monitors: [{ name: 'a', limit: 5, note: 'two lines\n' }], 200: 'yes', '~x': '7', '<<': 1 },
  });
  expect(readYaml('')).toBeNull();
  expect(readYaml('%not a directive: 1'.slice(1))).toEqual({ 'not a directive': 1 });
});

test.each([
  ['an alias', 'a: &x [1]\nb: *x', '/a', /anchor/],
  ['an anchor alone', 'a: {b: &x 1}', '/a/b', /anchor/],
  ['an anchor of a key', '&x a: 1', '', /anchors/],
  ['an alias as a key', 'a: 1\n*x : 1', '', /text before/],
  ['an alias of nothing', 'a: 1\nb: *x', '/b', /alias/],
  ['a tag', 'a: 1\nb: !env R0123456789', '', /line 2 has a tag/],
  ['a tag of the library', 'a: !!binary aGk=', '', /line 1 has a tag/],
  ['a tag without a name', 'a: ! 1', '/a', /tag/],
  ['a directive', '%FOO bar\n---\na: 1', '', /line 1 has a directive/],
  ['another version', '%YAML 1.1\n---\na: yes', '', /line 1 has a directive/],
  ['a second document', 'a: 1\n---\nb: 1', '', /line \d begins a second/],
  ['a merge key', 'a:\n  <<: {b: 1}', '/a', /"<<"/],
  ['a key that is a list', '[a]: 1', '', /text before/],
  ['a key that is a map', '? {a: 1}\n: 1', '', /text before/],
  ['no key', '~: 1', '', /text before/],
  ['a key twice', 'a:\n  b: 1\n  "b": 2', '/a/b', /twice/],
  ['infinity', 'a: .inf', '/a', /number/],
  ['what is no YAML', 'a: 1\nb: ]secret', '', /line 2 breaks/],
  ['deep lists', '- '.repeat(200) + 'a', '', /line 1 is nested/],
  ['deep flow', '['.repeat(MAX / 2), '', /line 1 is nested/],
  ['too many marks', `[${'1,'.repeat(100_000)}]`, '', /150000 words/],
])('%s is refused, by its place and without its text', (_name, text, pointer, detail) => {
  const [error] = 'errors' in read(text) ? (read(text) as { errors: InvalidInput['errors'] }).errors : [];
  expect(error).toEqual({ pointer, detail: expect.stringMatching(detail) as string });
  expect(JSON.stringify(error)).not.toMatch(/R0123|secret|foo|bar/);
});

test.each([
  ['keys', (at: number) => `k${at}: 1\n`],
  ['keys with marks', (at: number) => `? k${at}\n`],
  ['faults', () => ',,,,'],
  ['brackets', () => ']}'],
  ['empty keys', () => ':\n'],
  ['documents', () => '---\na\n'],
  ['tags', (at: number) => `- !e${at} 1\n`],
  ['anchors', (at: number) => `- &a${at} 1\n`],
])('256 KiB of %s make at most one error', (_name, one) => {
  let text = '';
  for (let at = 0; text.length < MAX; at += 1) text += one(at);
  const result = read(text);
  expect('errors' in result ? result.errors.length : 1).toBe(1);
});

const piece = fc.constantFrom(
  ...['a', 'b', ': ', ':', '- ', '? ', '\n', '\n  ', '\n    ', '[', ']', '{', '}', ',', '"', "'", '#', ' #'],
  ...[
    '&x ',
    '*x',
    '!',
    '!!',
    '!e ',
    '!!int ',
    '%YAML 1.1\n',
    '%TAG ! x\n',
    '---\n',
    '...\n',
    '|\n',
    '>-\n',
    '<<',
    '~',
    '\t',
    '\\',
    '\r\n',
    '\ufeff',
    '1e999',
    '.nan',
    '0o7',
  ],
);

test('Random YAML is read or refused with one error, and nothing is written about it', () => {
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const result = read(pieces.join(''));
      if ('errors' in result) expect(result.errors).toHaveLength(1);
      else expect(JSON.stringify(result.value).length).toBeLessThan(10 * pieces.join('').length + 10);
    }),
    { numRuns: 5_000 },
  );
});

describe('PUT /v1/configuration', () => {
  const headers = { 'content-type': 'application/yaml' };

  test('YAML is limited once more by the JSON that it becomes', async () => {
    const world = await startWorld();
    try {
      const as = await world.project();
      const put = (text: string) => world.call('PUT', '/v1/configuration', { as, text, headers });
      const long = await put(`monitors:\n  - name: "${'\\0'.repeat(60_000)}"\n`);
      expect([long.status, long.body.detail]).toEqual([413, expect.stringContaining('written as JSON')]);
      const tagged = await put('subscriptions:\n  - routingKey: !env R0123456789ABCDEF\n');
      expect([tagged.status, tagged.text]).toEqual([400, expect.stringContaining('line 2 has a tag')]);
      expect(tagged.text).not.toContain('R0123');
      expect((await put('monitors: []')).status).toBe(200);
    } finally {
      await world.stop();
    }
  });
});
