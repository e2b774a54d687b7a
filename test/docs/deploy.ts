import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export const ROOT = join(__dirname, '..', '..');
export const page = readFileSync(join(ROOT, 'docs', 'deploy.md'), 'utf8');

/** What stands under a heading, down to the next of its level or above. Throws if there is none. */
export function section(heading: string): string {
  const level = heading.indexOf(' ');
  const [, found] = `${page}\n`.split(`\n${heading}\n`);
  if (found === undefined) throw new Error(`docs/deploy.md has no ${heading}`);
  return found.split(new RegExp(`^#{1,${level}} `, 'm'), 1)[0] ?? '';
}

/** The code blocks of a language. */
export const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`\`\`\`${language}\n([^]*?)\`\`\``, 'g'))].map(([, code = '']) => code);

/** Its tables, each as rows of cells, without the heads. */
export const tables = (text: string): string[][][] =>
  text
    .split(/\n(?!\|)/)
    .map((part) => part.split('\n').filter((line) => line.startsWith('|')))
    .filter((lines) => lines.length > 2)
    .map((lines) => lines.slice(2).map(cells));

const cells = (line: string): string[] =>
  line
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());
