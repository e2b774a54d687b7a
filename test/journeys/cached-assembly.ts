import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { synthesizeInChild } from '../../local/synthesize-in-child';
import type { Assembly } from '../../local/template/template';

const ROOT = join(__dirname, '..', '..');

/** All that template and bundles are made from. The linter keeps functions from importing anything else. */
export const SOURCES = [
  ...['adapters', 'core', 'lambdas', 'lib', 'local/synthesize.ts', 'local/synthesis-child.ts'],
  ...['cdk.json', 'package.json', 'package-lock.json', 'tsconfig.json'],
];

/** Synthesizes into `.build/<name>`, unless what is there was made from the same sources, byte for byte. */
export async function cachedAssembly(name: string): Promise<Assembly> {
  const outdir = join(ROOT, '.build', name);
  const record = `${outdir}.json`;
  const key = hashOf(SOURCES);
  const before = recordIn(record);
  if (before?.key === key) return before.assembly;
  rmSync(record, { force: true });
  mkdirSync(outdir, { recursive: true });
  const assembly = await synthesizeInChild({ outdir });
  writeFileSync(record, JSON.stringify({ key, assembly }));
  return assembly;
}

function hashOf(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const path of paths.flatMap(filesOf).sort()) {
    const bytes = readFileSync(join(ROOT, path));
    hash.update(`${path}\0${bytes.length}\0`).update(bytes);
  }
  return hash.digest('hex');
}

function filesOf(path: string): string[] {
  if (!statSync(join(ROOT, path)).isDirectory()) return [path];
  return readdirSync(join(ROOT, path)).flatMap((name) => filesOf(`${path}/${name}`));
}

/** Nothing if there is none that can be read, or what it speaks of is gone. */
function recordIn(file: string): { key: string; assembly: Assembly } | undefined {
  try {
    const record = JSON.parse(readFileSync(file, 'utf8')) as { key: string; assembly: Assembly };
    statSync(record.assembly.templatePath);
    return record;
  } catch {
    return undefined;
  }
}
