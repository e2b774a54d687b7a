import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '..', '..');
const page = readFileSync(join(ROOT, 'docs', 'security.md'), 'utf8');
const named = [...page.matchAll(/\| `(test\/[\w./-]+)`: (.+?) +\|/g)].map(
  ([, file = '', title = '']) => [file, title] as const,
);

describe('docs/security.md', () => {
  it('names a test for every way between projects', () => {
    const section = page.slice(page.indexOf('## Between projects'), page.indexOf('## What is not defended'));
    const ways = section.split('\n').filter((line) => /^\| (?!-|Way )/.test(line));
    expect(ways.length).toBeGreaterThanOrEqual(15);
    expect(named).toHaveLength(ways.length);
  });

  it.each(named)('%s has: %s', (file, title) => {
    expect(readFileSync(join(ROOT, file), 'utf8')).toContain(title);
  });
});
