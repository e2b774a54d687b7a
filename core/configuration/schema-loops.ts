import { pointer } from '../event/accept';
import type { FieldError } from '../problem';
import { IN_PLACE, IN_PLACE_LISTS, schemaPaths, type Path } from './schema-paths';
import { referencePath, schemaAt, type Schema } from '../json-schema/reference';

/** More schemas than this for one value and checking it takes too long, however small the value. */
const MAX_APPLIED = 2_000;
/** Each of them is read, kept and prepared, whether it is ever applied or not. */
const MAX_SCHEMAS = 1_000;

/**
 * References that lead nowhere, that lead back to themselves without stepping into the data (a check would
 * never end), or that multiply (a few lines can stand for millions of checks).
 */
export function schemaLoops(root: Schema): FieldError[] {
  const costs = new Map<string, number | 'open'>();
  const problems: FieldError[] = [];

  /** How many schemas are applied to one value by the schema at `path`. */
  function cost(path: Path): number {
    const at = pointer(path);
    const known = costs.get(at);
    if (known === 'open')
      problems.push({ pointer: at, detail: 'must not refer to itself without stepping into the data' });
    if (known !== undefined) return known === 'open' ? 0 : known;
    costs.set(at, 'open');
    const sum = inPlace(schemaAt(root, path) as Schema, path).reduce((total, { target, from }) => {
      if (places.has(pointer(target))) return total + cost(target);
      problems.push({ pointer: pointer(from), detail: 'must point to a schema that is there' });
      return total;
    }, 1);
    if (sum > MAX_APPLIED)
      problems.push({ pointer: at, detail: `must not apply more than ${MAX_APPLIED} schemas to one value` });
    costs.set(at, Math.min(sum, MAX_APPLIED));
    return sum;
  }

  const paths = schemaPaths(root);
  const places = new Set(paths.map(pointer));
  if (paths.length > MAX_SCHEMAS)
    return [
      { pointer: '', detail: `must have at most ${MAX_SCHEMAS} schemas in it; these are ${paths.length}` },
    ];
  for (const path of paths) {
    cost(path);
    if (problems.length > 0) break;
  }
  return problems.slice(0, 1);
}

function inPlace(schema: Schema, path: Path): { target: Path; from: Path }[] {
  if (typeof schema === 'boolean') return [];
  const named = (keys: Path): { target: Path; from: Path } => ({ target: [...path, ...keys], from: path });
  return [
    ...IN_PLACE.filter((keyword) => keyword in schema).map((keyword) => named([keyword])),
    ...IN_PLACE_LISTS.flatMap((keyword) => indexes(schema[keyword]).map((index) => named([keyword, index]))),
    ...Object.keys((schema['dependentSchemas'] as object | undefined) ?? {}).map((name) =>
      named(['dependentSchemas', name]),
    ),
    ...(typeof schema['$ref'] === 'string'
      ? [{ target: referencePath(schema['$ref']), from: [...path, '$ref'] }]
      : []),
  ];
}

const indexes = (list: unknown): Path => (Array.isArray(list) ? list.map((_, index) => String(index)) : []);
