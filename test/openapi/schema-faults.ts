import { dereference, validate } from '@cfworker/json-schema';
import { openApi, type OpenApi } from './described';

/** Examples hold members such as `id`, which the validator would take for keywords. */
function withoutExamples(value: unknown, parent = ''): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map((member) => withoutExamples(member));
  const isExample = (name: string): boolean => /^examples?$/.test(name) && parent !== 'properties';
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, member]: [string, unknown]) =>
      isExample(name) ? [] : [[name, withoutExamples(member, name)]],
    ),
  );
}

/** The document whose schemas `schemaFaults` takes. */
export const checkable = withoutExamples(openApi) as OpenApi;

/** Of the whole document, so that references lead somewhere; looked up once. */
const schemas = dereference(checkable);

/** Why a value is not what a schema of `checkable` says, each fault once; empty if it is. */
export function schemaFaults(schema: object, value: unknown): string[] {
  const { errors } = validate(value, schema, '2020-12', schemas, false);
  return errors
    .filter(({ keyword }) => !ABOVE.has(keyword))
    .map(({ instanceLocation, error }) => `${instanceLocation} ${error}`)
    .slice(0, 10);
}

/** Keywords that only say that something below them failed. */
const ABOVE = new Set(['properties', 'additionalProperties', 'items', '$ref', 'allOf']);
