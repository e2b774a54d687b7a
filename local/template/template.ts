import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What synthesis leaves: the template and the manifest that says where each bundle lies. Paths are absolute. */
export interface Assembly {
  templatePath: string;
  assetsPath: string;
  stackName: string;
}

export interface TemplateResource {
  Type: string;
  Properties?: Record<string, unknown>;
  DependsOn?: string | string[];
  Condition?: string;
}

/** A CloudFormation template, as far as it is read here. */
export interface Template {
  Resources: Record<string, TemplateResource>;
  Parameters?: Record<string, { Default?: unknown }>;
  Mappings?: Record<string, Record<string, Record<string, unknown>>>;
  Conditions?: Record<string, unknown>;
  Outputs?: Record<string, { Value: unknown; Condition?: string }>;
}

export function readTemplate(assembly: Assembly): Template {
  return JSON.parse(readFileSync(assembly.templatePath, 'utf8')) as Template;
}

interface AssetManifest {
  files?: Record<string, { source: { path: string } }>;
}

/** The folder of each bundle by the S3 key under which the template knows it (`<hash>.zip`). */
export function readBundles(assembly: Assembly): Map<string, string> {
  const manifest = JSON.parse(readFileSync(assembly.assetsPath, 'utf8')) as AssetManifest;
  const folder = dirname(assembly.assetsPath);
  return new Map(
    Object.entries(manifest.files ?? {}).map(([hash, { source }]) => [
      `${hash}.zip`,
      join(folder, source.path),
    ]),
  );
}
