export type Path = string[];

export const IN_PLACE = ['not', 'if', 'then', 'else'];
export const IN_PLACE_LISTS = ['allOf', 'anyOf', 'oneOf'];
const PARTS = new Set(['properties', 'patternProperties', '$defs', 'definitions', 'dependentSchemas']);

const CONTAINERS = new Set([
  ...[...IN_PLACE, ...IN_PLACE_LISTS, ...PARTS],
  ...['items', 'prefixItems', 'contains', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
]);

/** The paths of all schemas in a schema; the contents of `enum`, `const` and annotations are not schemas. */
export function schemaPaths(schema: unknown, path: Path = []): Path[] {
  if (typeof schema !== 'object' || schema === null) return [path];
  const below = Object.entries(schema)
    .filter(([keyword]) => CONTAINERS.has(keyword))
    .flatMap(([keyword, value]: [string, unknown]) => {
      const many = PARTS.has(keyword) || Array.isArray(value);
      if (!many) return schemaPaths(value, [...path, keyword]);
      return Object.entries(value as object).flatMap(([name, one]) =>
        schemaPaths(one, [...path, keyword, name]),
      );
    });
  return [path, ...below];
}
