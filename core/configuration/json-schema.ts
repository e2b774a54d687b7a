import { pointer } from '../event/accept';
import { ExpressionError } from '../expression/expression';
import { sizeOfPattern } from '../expression/compile-expression';
import { FORMATS } from '../json-schema/formats';
import type { Schema } from '../json-schema/reference';
import type { FieldError } from '../problem';
import { schemaLoops } from './schema-loops';
import { patternsProblem, propertiesProblem } from './schema-patterns';
import { storableProblem } from './storable';

/** Fits the event type's row with room to spare. */
const SCHEMA_LIMITS = { bytes: 64 * 1024, nesting: 24 } as const;

const DIALECT = 'https://json-schema.org/draft/2020-12/schema';

type Check = (value: unknown, path: string[]) => FieldError[];

/**
 * What is wrong with a JSON Schema (2020-12) that posted data is to be checked by. Only references within the
 * schema are possible: nothing is ever fetched.
 */
export function schemaProblems(schema: unknown): FieldError[] {
  const stored = storableProblem(schema, SCHEMA_LIMITS.nesting);
  if (stored) return [stored];
  const json = JSON.stringify(schema);
  if (Buffer.byteLength(json) > SCHEMA_LIMITS.bytes) {
    return [{ pointer: '', detail: `must have at most ${SCHEMA_LIMITS.bytes} bytes` }];
  }
  const problems = [...propertiesProblem(json)];
  if (problems.length === 0) problems.push(...checkSchema(schema, []));
  if (problems.length === 0) problems.push(...schemaLoops(schema as Schema));
  return problems.length > 0 ? problems : patternsProblem(schema as Schema);
}

const must = (holds: boolean, detail: string, path: string[]): FieldError[] =>
  holds ? [] : [{ pointer: pointer(path), detail }];

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const isCount = (value: unknown): boolean => Number.isInteger(value) && Number(value) >= 0;
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((text) => typeof text === 'string');

const checkSchema: Check = (schema, path) => {
  if (typeof schema === 'boolean') return [];
  if (!isObject(schema)) return must(false, 'must be a schema: an object, true or false', path);
  return Object.entries(schema).flatMap(
    ([keyword, value]) => KEYWORDS[keyword]?.(value, [...path, keyword]) ?? [],
  );
};

const number: Check = (value, path) => must(typeof value === 'number', 'must be a number', path);
const count: Check = (value, path) => must(isCount(value), 'must be a whole number from 0', path);
const flag: Check = (value, path) => must(typeof value === 'boolean', 'must be true or false', path);
const text: Check = (value, path) => must(typeof value === 'string', 'must be a string', path);
const texts: Check = (value, path) => must(isTexts(value), 'must be an array of strings', path);
const values: Check = (value, path) => must(Array.isArray(value), 'must be an array', path);
const format: Check = (value, path) =>
  must(Object.hasOwn(FORMATS, String(value)), `must be one of ${Object.keys(FORMATS).join(', ')}`, path);

const refused =
  (detail: string): Check =>
  (_, path) =>
    must(false, detail, path);

const schemas: Check = (value, path) =>
  Array.isArray(value) && value.length > 0
    ? value.flatMap((schema, index) => checkSchema(schema, [...path, String(index)]))
    : must(false, 'must be an array of schemas', path);

const schemasByName: Check = (value, path) =>
  isObject(value)
    ? Object.entries(value).flatMap(([name, schema]) => checkSchema(schema, [...path, name]))
    : must(false, 'must be an object of schemas', path);

const textsByName: Check = (value, path) =>
  must(
    isObject(value) && Object.values(value).every(isTexts),
    'must be an object of arrays of strings',
    path,
  );

const TYPES = new Set(['array', 'boolean', 'integer', 'null', 'number', 'object', 'string']);
const type: Check = (value, path) => {
  const named = Array.isArray(value) ? value : [value];
  return must(
    named.length > 0 && named.every((one) => TYPES.has(one as string)),
    'must name JSON types',
    path,
  );
};

const pattern: Check = (value, path) => {
  if (typeof value !== 'string') return text(value, path);
  try {
    return must(sizeOfPattern(value) > 0, '', path);
  } catch (error) {
    if (error instanceof ExpressionError) return must(false, error.message, path);
    throw error;
  }
};

const patternProperties: Check = (value, path) => [
  ...schemasByName(value, path),
  ...(isObject(value) ? Object.keys(value).flatMap((name) => pattern(name, [...path, name])) : []),
];

const reference: Check = (value, path) =>
  must(
    typeof value === 'string' && /^#(?:\/|$)/.test(value),
    'must point within this schema, e.g. "#/$defs/money"',
    path,
  );

/** The validator would follow them all the same, unchecked. */
const OLDER_DRAFTS = ['id', '$recursiveRef', '$recursiveAnchor', 'dependencies', 'additionalItems'];

/** The keywords of 2020-12; others are annotations and may be anything. */
const KEYWORDS: Readonly<Record<string, Check>> = Object.assign(Object.create(null), {
  $schema: (value: unknown, path: string[]) =>
    must(value === DIALECT || value === `${DIALECT}#`, `must be ${DIALECT}`, path),
  $id: refused('must not be given: a schema has no address of its own here'),
  $anchor: refused('must not be given: refer by JSON pointer'),
  $dynamicRef: refused('is not supported'),
  $dynamicAnchor: refused('is not supported'),
  $ref: reference,
  ...Object.fromEntries(OLDER_DRAFTS.map((keyword) => [keyword, refused('is not of 2020-12')])),
  ...{
    $defs: schemasByName,
    definitions: schemasByName,
    properties: schemasByName,
    dependentSchemas: schemasByName,
    patternProperties,
  },
  ...{ allOf: schemas, anyOf: schemas, oneOf: schemas, prefixItems: schemas },
  ...{ not: checkSchema, if: checkSchema, then: checkSchema, else: checkSchema, items: checkSchema },
  ...{ contains: checkSchema, additionalProperties: checkSchema, propertyNames: checkSchema },
  ...{ unevaluatedItems: checkSchema, unevaluatedProperties: checkSchema },
  ...{ type, enum: values, required: texts, dependentRequired: textsByName, pattern, format },
  ...{ maximum: number, minimum: number, exclusiveMaximum: number, exclusiveMinimum: number },
  multipleOf: (value: unknown, path: string[]) =>
    must(typeof value === 'number' && value > 0, 'must be a number above 0', path),
  ...{ maxLength: count, minLength: count, maxItems: count, minItems: count, uniqueItems: flag },
  ...{ maxContains: count, minContains: count, maxProperties: count, minProperties: count },
}) as Record<string, Check>;
