import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Assembly, readTemplate, type TemplateResource } from '../../local/template/template';
import { assembly } from './cloud';

/**
 * Finds a resource by its logical id without CDK's hash at the end, or by a beginning that only one has. Throws if
 * there is none, or more than one.
 */
export type Find = (logicalId: string) => TemplateResource;

/** The tests' assembly with another template: a copy, changed by `change` and kept under `name`. */
export function patchedAssembly(name: string, change: (find: Find) => void): Assembly {
  const original = assembly();
  const template = readTemplate(original);
  change((logicalId) => {
    const ids = Object.keys(template.Resources);
    const exact = ids.filter((id) => id.replace(/[0-9A-F]{8}$/, '') === logicalId);
    const [id, ...others] = exact.length > 0 ? exact : ids.filter((id) => id.startsWith(logicalId));
    const found = template.Resources[id ?? ''];
    if (!found || others.length > 0) throw new Error(`The template has not one resource ${logicalId}`);
    return found;
  });
  const templatePath = join(dirname(original.templatePath), `${name}.patched.json`);
  writeFileSync(templatePath, JSON.stringify(template));
  return { ...original, templatePath };
}
