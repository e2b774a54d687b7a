import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const DOCS = join(__dirname, '..', '..', '..', 'docs');

/** The first block of a language on a page of the documents, so that what is tried is what is to be pasted. */
export function docBlock(page: string, language: string): string {
  const text = readFileSync(join(DOCS, page), 'utf8');
  const [, block] = new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\``, 'ms').exec(text) ?? [];
  if (block === undefined) throw new Error(`docs/${page} has no block of ${language}`);
  return block;
}

/** With the address of a Tocsin in place of the one that the documents write. */
export const atTocsin = (block: string, base: string): string => block.replaceAll('https://API/in/KEY', base);
