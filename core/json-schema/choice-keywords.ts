import { Evaluated } from './evaluated';
import { Faults } from './fault';
import { referencePath, schemaAt, type Schema } from './reference';
import { fault, type Keyword, type SchemaTools, type Visit } from './visit';

const reference: Keyword = {
  names: ['$ref'],
  test({ $ref }, { root, apply }) {
    const target = schemaAt(root, referencePath($ref as string));
    if (target === undefined) throw new Error(`${String($ref)} leads nowhere`);
    return (value, visit) => apply(target, value, visit);
  },
};

const allOf: Keyword = {
  names: ['allOf'],
  test:
    ({ allOf: schemas }, { apply }) =>
    (value, visit) =>
      (schemas as Schema[]).reduce<boolean>((valid, schema) => apply(schema, value, visit) && valid, true),
};

/** Applies a schema that a value may fail: what a failing one has looked at is forgotten. */
function mayMatch(
  schema: Schema,
  value: unknown,
  { place, evaluated }: Visit,
  faults: Faults | undefined,
  { apply, steps }: SchemaTools,
): boolean {
  const own = evaluated && new Evaluated();
  const matches = apply(schema, value, { place, faults, evaluated: own });
  if (matches && own) evaluated.addAll(own, steps);
  return matches;
}

const anyOf: Keyword = {
  names: ['anyOf'],
  test({ anyOf: schemas }, tools) {
    return (value, visit) => {
      const faults = visit.faults && new Faults();
      faults?.add(visit.place, 'must match at least one of the schemas of "anyOf"');
      let matches = false;
      for (const schema of schemas as Schema[]) {
        if (matches && !visit.evaluated) break;
        if (mayMatch(schema, value, visit, faults, tools)) matches = true;
      }
      if (!matches && faults) visit.faults?.addAll(faults);
      return matches;
    };
  },
};

const oneOf: Keyword = {
  names: ['oneOf'],
  test({ oneOf: schemas }, tools) {
    return (value, visit) => {
      const faults = visit.faults && new Faults();
      faults?.add(visit.place, 'must match one of the schemas of "oneOf"');
      let matches = 0;
      for (const schema of schemas as Schema[]) {
        if (mayMatch(schema, value, visit, faults, tools)) matches += 1;
        if (matches > 1)
          return fault(visit, 'must match only one of the schemas of "oneOf", and matches several');
      }
      if (matches === 0 && faults) visit.faults?.addAll(faults);
      return matches === 1;
    };
  },
};

const not: Keyword = {
  names: ['not'],
  test:
    ({ not: schema }, { apply }) =>
    (value, visit) =>
      !apply(schema as Schema, value, { ...visit, faults: undefined, evaluated: undefined }) ||
      fault(visit, 'must not match the schema of "not"'),
};

const condition: Keyword = {
  names: ['if'],
  test(schema, tools) {
    return (value, visit) => {
      const holds = mayMatch(schema['if'] as Schema, value, visit, undefined, tools);
      const next = schema[holds ? 'then' : 'else'] as Schema | undefined;
      return next === undefined || tools.apply(next, value, visit);
    };
  },
};

export const CHOICE_KEYWORDS: readonly Keyword[] = [reference, allOf, anyOf, oneOf, not, condition];
