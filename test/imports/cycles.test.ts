import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';

const ROOT = join(__dirname, '..', '..');
const FILES = execFileSync('git', ['ls-files', '*.ts', '*.mts'], { cwd: ROOT }).toString().trim().split('\n');

/** The files of the repository that a file imports, for values or for types. */
function importsOf(file: string): string[] {
  const { importedFiles } = ts.preProcessFile(readFileSync(join(ROOT, file), 'utf8'), true, true);
  const paths = importedFiles.filter(({ fileName }) => fileName.startsWith('.'));
  return paths.flatMap(({ fileName }) => {
    const path = join(file, '..', fileName);
    return FILES.filter((one) => one === path || one === `${path}.ts` || one === `${path}.mts`);
  });
}

/** Cycles, each as its files in order: those that a search from every file runs into. */
function cyclesOf(imports: ReadonlyMap<string, readonly string[]>): string[][] {
  const done = new Set<string>();
  const search = (file: string, path: readonly string[]): string[][] => {
    if (path.includes(file)) return [[...path.slice(path.indexOf(file)), file]];
    if (done.has(file)) return [];
    const found = (imports.get(file) ?? []).flatMap((next) => search(next, [...path, file]));
    done.add(file);
    return found;
  };
  return [...imports.keys()].flatMap((file) => search(file, []));
}

test('No file imports itself by way of others, not even for a type', () => {
  const cycles = cyclesOf(new Map(FILES.map((file) => [file, importsOf(file)])));
  expect(cycles).toEqual([]);
});

test('A cycle of imports is found', () => {
  const imports = new Map([
    ['a', ['b']],
    ['b', ['c']],
    ['c', ['b']],
  ]);
  expect(cyclesOf(imports)).toEqual([['b', 'c', 'b']]);
});
