import { compilePattern } from '../expression/compile-expression';
import { isObject, type JsonObject } from '../subscription/json-value';
import { Faults } from './fault';
import type { Schema } from './reference';
import { below, fault, type Keyword, type SchemaTools, type Test, type Visit } from './visit';

type Schemas = Readonly<Record<string, Schema>>;

const forObject =
  (test: (object: JsonObject, visit: Visit) => boolean): Test =>
  (value, visit) =>
    !isObject(value) || test(value, visit);

/** Listing a name of a large object takes as long as applying a schema. */
const STEPS_TO_LIST = 2;

function namesOf(object: JsonObject, { steps }: SchemaTools): string[] {
  const names = Object.keys(object);
  steps.spend(STEPS_TO_LIST * names.length);
  return names;
}

const size: Keyword = {
  names: ['minProperties', 'maxProperties'],
  test({ minProperties = 0, maxProperties = Infinity }, tools) {
    const [min, max] = [minProperties as number, maxProperties as number];
    return forObject((object, visit) => {
      const { length } = namesOf(object, tools);
      if (length < min) return fault(visit, `must have at least ${min} properties`);
      return length <= max || fault(visit, `must have at most ${max} properties`);
    });
  },
};

const required: Keyword = {
  names: ['required'],
  test: ({ required: names }, tools) => has(names as string[], '', tools),
};

/** Whether an object has all these; `why` they are needed. */
function has(names: readonly string[], why: string, { steps }: SchemaTools): Test {
  const needed = names.map((name) => ({
    name,
    detail: `must have the property ${JSON.stringify(name)}${why}`,
  }));
  return forObject((object, visit) => {
    steps.spend(needed.length);
    let valid = true;
    for (const { name, detail } of needed) if (!Object.hasOwn(object, name)) valid = fault(visit, detail);
    return valid;
  });
}

const dependentRequired: Keyword = {
  names: ['dependentRequired'],
  test({ dependentRequired: given }, tools) {
    const tests = Object.entries(given as Record<string, string[]>).map(
      ([name, names]) => [name, has(names, ` where there is ${JSON.stringify(name)}`, tools)] as const,
    );
    return whereThereIs(tests, tools);
  },
};

const dependentSchemas: Keyword = {
  names: ['dependentSchemas'],
  test({ dependentSchemas: given }, tools) {
    const tests = Object.entries(given as Schemas).map(
      ([name, schema]) =>
        [name, (value: unknown, visit: Visit) => tools.apply(schema, value, visit)] as const,
    );
    return whereThereIs(tests, tools);
  },
};

/** Each test counts if the object has the property that it goes by. */
const whereThereIs = (tests: (readonly [string, Test])[], { steps }: SchemaTools): Test =>
  forObject((object, visit) => {
    steps.spend(tests.length);
    let valid = true;
    for (const [name, test] of tests) if (Object.hasOwn(object, name) && !test(object, visit)) valid = false;
    return valid;
  });

const propertyNames: Keyword = {
  names: ['propertyNames'],
  test({ propertyNames: given }, tools) {
    return forObject((object, visit) => {
      let valid = true;
      for (const name of namesOf(object, tools)) {
        const faults = visit.faults && new Faults();
        if (tools.apply(given as Schema, name, { place: undefined, faults, evaluated: undefined })) continue;
        valid = fault(below(visit, name), `has a name that ${faults?.first ?? ''}`);
      }
      return valid;
    });
  },
};

const members: Keyword = {
  names: ['properties', 'patternProperties', 'additionalProperties'],
  test({ properties, patternProperties, additionalProperties }, tools) {
    const named = (properties ?? {}) as Schemas;
    if (patternProperties === undefined && additionalProperties === undefined)
      return namedMembers(named, tools);
    const patterns = Object.entries((patternProperties ?? {}) as Schemas).map(([source, schema]) => ({
      ...{ expression: compilePattern(source, tools.steps), schema },
    }));
    const schemasOf = (name: string): Schema[] => [
      ...(Object.hasOwn(named, name) ? [named[name] as Schema] : []),
      ...patterns
        .filter(({ expression }) => expression.matches(name, tools.steps))
        .map(({ schema }) => schema),
    ];
    return allMembers(schemasOf, additionalProperties as Schema | undefined, tools);
  },
};

/** Goes by the schema, which is smaller than the object can be. */
function namedMembers(named: Schemas, tools: SchemaTools): Test {
  const entries = Object.entries(named);
  return forObject((object, visit) => {
    tools.steps.spend(entries.length);
    let valid = true;
    for (const [name, schema] of entries) {
      if (!Object.hasOwn(object, name)) continue;
      visit.evaluated?.addMember(name, tools.steps);
      if (!tools.apply(schema, object[name], below(visit, name))) valid = false;
    }
    return valid;
  });
}

/** Goes by the object; `rest` is for members that no other schema is for. */
const allMembers = (
  schemasOf: (name: string) => Schema[],
  rest: Schema | undefined,
  tools: SchemaTools,
): Test =>
  forObject((object, visit) => {
    let valid = true;
    for (const name of namesOf(object, tools)) {
      const own = schemasOf(name);
      if (own.length > 0) visit.evaluated?.addMember(name, tools.steps);
      const schemas = own.length > 0 || rest === undefined ? own : [rest];
      for (const schema of schemas) if (!tools.apply(schema, object[name], below(visit, name))) valid = false;
    }
    if (rest !== undefined && visit.evaluated) visit.evaluated.allMembers = true;
    return valid;
  });

export const UNEVALUATED_PROPERTIES: Keyword = {
  names: ['unevaluatedProperties'],
  test({ unevaluatedProperties: given }, tools) {
    return forObject((object, visit) => {
      const { evaluated } = visit;
      if (!evaluated || evaluated.allMembers) return true;
      let valid = true;
      for (const name of namesOf(object, tools)) {
        if (evaluated.hasMember(name)) continue;
        if (!tools.apply(given as Schema, object[name], below(visit, name))) valid = false;
      }
      evaluated.allMembers = true;
      return valid;
    });
  },
};

export const OBJECT_KEYWORDS: readonly Keyword[] = [
  ...[size, required, dependentRequired, propertyNames, members, dependentSchemas],
];
