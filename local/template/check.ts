import type { ResourceType } from './resource';
import type { Template } from './template';

/**
 * Everything in the template that has no local counterpart, a line each. A list entry with dots speaks of what is
 * inside: where a type lists `Targets.Arn`, any part of a target that it does not list is a problem too.
 */
export function problemsOf(
  resources: Template['Resources'],
  types: ReadonlyMap<string, ResourceType>,
): string[] {
  return Object.entries(resources).flatMap(([id, { Type, Properties }]) => {
    const type = types.get(Type);
    if (!type) return [`${id}: the resource type ${Type} is not supported locally`];
    const known = new Set([...type.properties, ...Object.keys(type.inert)]);
    return unknownPaths(Properties ?? {}, '', known).map(
      (path) => `${id}: the property ${path} of ${Type} is not supported locally`,
    );
  });
}

function unknownPaths(value: unknown, path: string, known: ReadonlySet<string>): string[] {
  if (Array.isArray(value)) return [...new Set(value.flatMap((each) => unknownPaths(each, path, known)))];
  if (typeof value !== 'object' || value === null || isIntrinsic(value)) return [];
  if (path !== '' && ![...known].some((each) => each.startsWith(`${path}.`))) return [];
  return Object.entries(value).flatMap(([key, each]) => {
    const here = path === '' ? key : `${path}.${key}`;
    return known.has(here) ? unknownPaths(each, here, known) : [here];
  });
}

function isIntrinsic(value: object): boolean {
  const [key = '', ...more] = Object.keys(value);
  return more.length === 0 && (key === 'Ref' || key.startsWith('Fn::'));
}
