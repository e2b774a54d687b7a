import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build, type BuildOptions } from 'esbuild';
import { FUNCTION_NAMES } from './function-names';

const ROOT = join(__dirname, '..');

/** Where bundles are built unless told otherwise: `<name>/index.mjs` and its source map. */
const BUNDLES = join(ROOT, '.build', 'bundles');

/** CommonJS dependencies inside an ESM bundle call `require` for Node's own modules. */
const REQUIRE_BANNER =
  "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);";

/** `mainFields` prefers the ES module builds of the SDK: a third of the bytes, 30 ms less of a cold start. */
const OPTIONS: BuildOptions = {
  absWorkingDir: ROOT,
  bundle: true,
  splitting: true,
  chunkNames: '[name]-[hash]',
  platform: 'node',
  target: 'node24',
  format: 'esm',
  mainFields: ['module', 'main'],
  minify: true,
  treeShaking: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  outExtension: { '.js': '.mjs' },
  banner: { js: REQUIRE_BANNER },
  logLevel: 'warning',
};

/**
 * Bundles all functions from `<entries>/<name>/handler.ts` in one call, the SDK included, and answers the
 * directory. The same sources give the same bytes wherever `directory` is, so that asset hashes are stable;
 * files that have not changed are not touched. Throws with esbuild's messages when a bundle cannot be built.
 */
export async function bundleFunctions(directory = BUNDLES, entries = join(ROOT, 'lambdas')): Promise<string> {
  await Promise.all(FUNCTION_NAMES.map((name) => bundle(join(directory, name), join(entries, name))));
  return directory;
}

/** What is imported when it is needed is a file of its own, which a cold start does not read. */
async function bundle(directory: string, entry: string): Promise<void> {
  const { outputFiles = [] } = await build({
    ...OPTIONS,
    entryPoints: { index: join(entry, 'handler.ts') },
    outdir: BUNDLES,
    write: false,
  });
  const names = outputFiles.map(({ path, contents }) => {
    const name = relative(BUNDLES, path);
    writeIfChanged(join(directory, name), contents);
    return name;
  });
  for (const old of readdirSync(directory)) if (!names.includes(old)) rmSync(join(directory, old));
}

/** Replaces the file as a whole: another process may be reading the bundle. */
function writeIfChanged(path: string, contents: Uint8Array): void {
  if (contentsOf(path)?.equals(contents)) return;
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}`;
  writeFileSync(temporary, contents);
  renameSync(temporary, path);
}

function contentsOf(path: string): Buffer | undefined {
  try {
    return readFileSync(path);
  } catch {
    return undefined;
  }
}
