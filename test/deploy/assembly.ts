import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** As much of a template as is looked at here. */
export interface Template {
  Resources: Record<string, { Type: string; Properties?: Record<string, unknown> }>;
}

interface AssetManifest {
  files: Record<string, { source: { path: string } }>;
}

export const readTemplate = (assembly: string, stack: string): Template =>
  JSON.parse(readFileSync(join(assembly, `${stack}.template.json`), 'utf8')) as Template;

/** Puts another template into a cloud assembly, under the name that its hash gives it: assets are not sent twice. */
export function replaceTemplate(assembly: string, stack: string, template: Template): void {
  const file = `${stack}.template.json`;
  const text = JSON.stringify(template);
  writeFileSync(join(assembly, file), text);
  const manifest = join(assembly, `${stack}.assets.json`);
  const { files } = JSON.parse(readFileSync(manifest, 'utf8')) as AssetManifest;
  const before = Object.keys(files).find((hash) => files[hash]?.source.path === file) ?? '';
  const after = createHash('sha256').update(text).digest('hex');
  for (const path of [manifest, join(assembly, 'manifest.json')])
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(before, after));
}
