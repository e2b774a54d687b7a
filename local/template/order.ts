import { references } from './intrinsics';
import type { Template, TemplateResource } from './template';

/** The logical ids so that each comes after everything it refers to or depends on. Throws on a cycle. */
export function inOrder(resources: Template['Resources']): string[] {
  const done = new Set<string>();
  const visit = (id: string, path: string[]): void => {
    if (done.has(id)) return;
    if (path.includes(id))
      throw new Error(`Circular dependency between resources: ${[...path, id].join(' → ')}`);
    for (const needed of dependencies(resources[id])) if (needed in resources) visit(needed, [...path, id]);
    done.add(id);
  };
  for (const id of Object.keys(resources)) visit(id, []);
  return [...done];
}

/** Logical ids, and names of parameters and pseudo parameters, that the resource refers to or depends on. */
export function dependencies(resource: TemplateResource | undefined): string[] {
  const declared = resource?.DependsOn ?? [];
  return [...references(resource?.Properties), ...(Array.isArray(declared) ? declared : [declared])];
}
