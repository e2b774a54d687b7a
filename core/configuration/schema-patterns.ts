import { sizeOfPattern } from '../expression/compile-expression';
import { schemaAt, type Schema } from '../json-schema/reference';
import type { FieldError } from '../problem';
import { schemaPaths } from './schema-paths';

/** Of all patterns of a schema, with repetitions written out: a schema can have a thousand of them. */
const MAX_SIZE = 20_000;
/** Each is a set of many ranges: reading it takes a tenth of a millisecond. */
const MAX_PROPERTIES = 500;

/** Why the patterns of a schema that is JSON text cannot be read, one by one or at all. */
export function propertiesProblem(json: string): FieldError[] {
  const count = json.match(/\\\\p/gi)?.length ?? 0;
  if (count <= MAX_PROPERTIES) return [];
  const detail = `must name at most ${MAX_PROPERTIES} properties of Unicode (\\p) in its patterns; these are ${count}`;
  return [{ pointer: '', detail }];
}

/** Why patterns that can be read one by one are too many. */
export function patternsProblem(root: Schema): FieldError[] {
  const size = schemaPaths(root)
    .flatMap((path) => patternsOf(schemaAt(root, path)))
    .reduce((sum, pattern) => sum + sizeOfPattern(pattern), 0);
  if (size <= MAX_SIZE) return [];
  const detail =
    `must have patterns of at most ${MAX_SIZE} characters and choices together, ` +
    `with their repetitions written out; these have ${size}`;
  return [{ pointer: '', detail }];
}

function patternsOf(schema: Schema | undefined): string[] {
  if (typeof schema !== 'object') return [];
  const { pattern, patternProperties = {} } = schema;
  return [...(typeof pattern === 'string' ? [pattern] : []), ...Object.keys(patternProperties as object)];
}
