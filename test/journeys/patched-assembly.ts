import { writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Assembly, readTemplate, type TemplateResource } from '../../local/template/template';
import { assembly } from './cloud';

/** Finds a resource by its logical id, without CDK's hash at the end. Throws if there is none. */
export type Find = (logicalId: string) => TemplateResource;

/** The tests' assembly with another template: a copy, changed by `change` and kept under `name`. */
export function patchedAssembly(name: string, change: (find: Find) => void): Assembly {
  const original = assembly();
  const template = readTemplate(original);
  change((logicalId) => {
    const found = Object.entries(template.Resources).find(
      ([id]) => id.replace(/[0-9A-F]{8}$/, '') === logicalId,
    );
    if (!found) throw new Error(`The template has no resource ${logicalId}`);
    return found[1];
  });
  const templatePath = join(dirname(original.templatePath), `${name}.patched.json`);
  writeFileSync(templatePath, JSON.stringify(template));
  return { ...original, templatePath };
}
