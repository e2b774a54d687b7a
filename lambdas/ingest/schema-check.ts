import type { Schemas } from './enforced-schemas';
import type { DataCheck } from '../../core/event/accept';
import { checkBySchema, TooDeep, type SchemaCheck } from '../../core/json-schema/check-schema';
import type { FieldError } from '../../core/problem';
import type { Schema } from '../../core/json-schema/reference';
import { MAX_SCHEMA_STEPS, OutOfSteps, Steps } from '../../core/steps';

/** A check by the project's schemas. All events of a request share its steps (SEMANTICS 1.6). */
export function schemaCheck(schemas: Schemas, steps = new Steps(MAX_SCHEMA_STEPS)): DataCheck {
  const checks = new Map<string, SchemaCheck>();
  return (type, data) => {
    const schema = schemas.get(type);
    if (!schema) return [];
    const check = checks.get(type) ?? checkBySchema(schema as Schema, steps);
    checks.set(type, check);
    try {
      return check(data ?? {}, '/data');
    } catch (error) {
      return [{ pointer: '/data', detail: whyUnchecked(error) }];
    }
  };
}

function whyUnchecked(error: unknown): FieldError['detail'] {
  if (error instanceof OutOfSteps)
    return `needs too many steps to check by the schema of this type: the events of a request share ${MAX_SCHEMA_STEPS}`;
  if (error instanceof TooDeep) return 'is nested too deep to check by the schema of this type';
  return `cannot be checked by the schema of this type: ${String(error)}`;
}
