import { createContext, Script } from 'node:vm';
import { Validator, type OutputUnit } from '@cfworker/json-schema';
import type { Schemas } from './enforced-schemas';
import type { DataCheck } from '../../core/event/accept';
import type { FieldError } from '../../core/problem';

/** Of one request, over all its events: what a project checks at its ease keeps a function from everybody else. */
const BUDGET_MS = 1_000;

const MAX_FAULTS = 100;

const TOO_LONG = [{ pointer: '/data', detail: 'takes too long to check by the schema of this type' }];

/** A check by the project's schemas, each of which may hold expressions that would run for years. */
export function schemaCheck(schemas: Schemas, budgetMs = BUDGET_MS): DataCheck {
  const validators = new Map<string, Validator>();
  let leftMs = budgetMs;

  function faultsOf(type: string, schema: object, data: unknown): FieldError[] {
    const validator = validators.get(type) ?? new Validator(schema, '2020-12', false);
    validators.set(type, validator);
    const { errors } = validator.validate(data ?? {});
    return errors.filter(isLeaf).slice(0, MAX_FAULTS).map(toFieldError);
  }

  return (type, data) => {
    const schema = schemas.get(type);
    if (!schema) return [];
    // A check that is stopped never reaches its `finally`: it has used up all that was left.
    let tookMs = leftMs;
    const faults = within(leftMs, () => {
      const began = performance.now();
      try {
        return faultsOf(type, schema, data);
      } finally {
        tookMs = performance.now() - began;
      }
    });
    leftMs -= tookMs;
    return faults;
  };
}

const box = createContext({ check: undefined as (() => FieldError[]) | undefined });
const script = new Script('check()');

/** Only what a script of `vm` calls can be stopped inside an expression or a loop. */
function within(ms: number, check: () => FieldError[]): FieldError[] {
  if (ms <= 0) return TOO_LONG;
  box['check'] = check;
  try {
    return script.runInContext(box, { timeout: Math.ceil(ms) }) as FieldError[];
  } catch (error) {
    if ((error as { code?: string }).code === 'ERR_SCRIPT_EXECUTION_TIMEOUT') return TOO_LONG;
    return [{ pointer: '/data', detail: `cannot be checked by the schema of this type: ${String(error)}` }];
  }
}

/** Keywords that only say that something below them failed. */
const isLeaf = ({ keyword }: OutputUnit): boolean =>
  !['properties', 'items', '$ref', 'allOf'].includes(keyword);

const toFieldError = ({ instanceLocation, error }: OutputUnit): FieldError => ({
  pointer: `/data${instanceLocation.replace(/^#/, '')}`,
  detail: error,
});
