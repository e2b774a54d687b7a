import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const readme = readFileSync(join(__dirname, '..', '..', 'README.md'), 'utf8');

it('The README has at most 900 words, code and tables included', () => {
  expect(readme.split(/\s+/).filter(Boolean).length).toBeLessThanOrEqual(900);
});

it('No line of the README is longer than 200 characters', () => {
  expect(readme.split('\n').filter((line) => line.length > 200)).toEqual([]);
});
