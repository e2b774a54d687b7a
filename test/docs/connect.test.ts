import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { emittersPage } from '../emitters/page';

const FILE = join(__dirname, '../../docs/connect.md');
const PART = /(?<=<!-- emitters -->\n\n)[^]*(?=\n<!-- \/emitters -->)/;

/** A table's columns are as wide as the formatter makes them. */
const unpadded = (text: string): string =>
  text.replaceAll(/ +\|/g, ' |').replaceAll(/\| +/g, '| ').replaceAll(/-{3,}/g, '---');

it('docs/connect.md lists the emitters whose recordings are tested; UPDATE_DOCS=1 writes the list', () => {
  const made = emittersPage();
  const page = readFileSync(FILE, 'utf8');
  if (process.env['UPDATE_DOCS'] !== undefined)
    writeFileSync(
      FILE,
      page.replace(PART, () => made),
    );
  expect(unpadded(PART.exec(page)?.[0] ?? '')).toBe(unpadded(made));
});
