import type { OutputUnit } from '@cfworker/json-schema';
import type { Schemas } from '../../adapters/aws/enforced-schemas';
import type { DataCheck } from '../../core/event/accept';
import type { FieldError } from '../../core/problem';

/** A check by the project's schemas. The validator is loaded only where there is something to enforce. */
export async function dataCheck(schemas: Schemas): Promise<DataCheck> {
  if (schemas.size === 0) return () => [];
  const { Validator } = await import('@cfworker/json-schema');
  return (type, data) => {
    const schema = schemas.get(type);
    if (!schema) return [];
    const { errors } = new Validator(schema, '2020-12', false).validate(data ?? {});
    return errors.filter(isLeaf).map(toFieldError);
  };
}

/** Keywords that only say that something below them failed. */
const isLeaf = ({ keyword }: OutputUnit): boolean =>
  !['properties', 'items', '$ref', 'allOf'].includes(keyword);

const toFieldError = ({ instanceLocation, error }: OutputUnit): FieldError => ({
  pointer: `/data${instanceLocation.replace(/^#/, '')}`,
  detail: error,
});
