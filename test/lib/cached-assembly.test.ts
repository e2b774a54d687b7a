import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { readBundles } from '../../local/template/template';
import { SOURCES } from '../journeys/cached-assembly';
import { assembly } from '../journeys/cloud';

test('Bundles are made from nothing but the sources by which a synthesized assembly is kept, and packages', () => {
  const folders = [...readBundles(assembly()).values()].filter((path) => existsSync(join(path, 'index.mjs')));
  const maps = folders.flatMap((folder) => readdirSync(folder).map((name) => join(folder, name)));
  const sources = new Set(maps.filter((path) => path.endsWith('.map')).flatMap(sourcesOf));
  const known = [...SOURCES, 'node_modules'];
  const isKnown = (path: string): boolean => known.some((one) => path === one || path.startsWith(`${one}/`));
  expect(sources.size).toBeGreaterThan(100);
  expect([...sources].filter((path) => !isKnown(path))).toEqual([]);
});

/** From the root of the repository; source maps name them from the folder of the bundle, `.build/bundles`. */
function sourcesOf(file: string): string[] {
  const { sources } = JSON.parse(readFileSync(file, 'utf8')) as { sources: string[] };
  return sources.map((path) => posix.join('.build/bundles', path));
}
