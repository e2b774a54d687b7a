import type { Schemas } from './enforced-schemas';
import type { DataCheck } from '../../core/event/accept';

/** A check by the project's schemas. The validator is loaded only where there is something to enforce. */
export async function dataCheck(schemas: Schemas): Promise<DataCheck> {
  if (schemas.size === 0) return () => [];
  const { schemaCheck } = await import('./schema-check');
  return schemaCheck(schemas);
}
