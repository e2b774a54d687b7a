import type { FieldError } from '../problem';
import type { Steps } from '../steps';
import { Evaluated } from './evaluated';
import { Faults } from './fault';
import { KEYWORDS } from './keywords';
import type { Schema } from './reference';
import type { Keyword, Test, Visit } from './visit';

/**
 * Schemas within schemas and values within values, together: it takes less than half of a stack of 1 MB. Data of 100
 * levels may have six schemas inside of each other for each of them.
 */
const MAX_DEPTH = 600;

/** What it takes to make a schema ready, in steps of checking. */
const STEPS_TO_PREPARE = 20;

/** The schemas lie deeper within each other than a check can go. */
export class TooDeep extends Error {}

/** Gives the faults of a value; `within` is its pointer. Throws OutOfSteps and TooDeep. */
export type SchemaCheck = (value: unknown, within: string) => FieldError[];

/**
 * A check by a JSON Schema (2020-12) that `schemaProblems` has found nothing wrong with. What it does is counted in
 * `steps` before it is done: a schema that is applied, a member or an item that is looked at, 8 characters of a text.
 */
export function checkBySchema(root: Schema, steps: Steps): SchemaCheck {
  const run = new SchemaRun(root, steps);
  return (value, within) => run.check(value, within);
}

interface Prepared {
  tests: Test[];
  /** What it has looked at is asked for by itself: what others beside it have looked at counts for nothing. */
  ownEvaluated: boolean;
}

class SchemaRun {
  private readonly prepared = new Map<object, Prepared>();
  private depth = 0;

  constructor(
    readonly root: Schema,
    readonly steps: Steps,
  ) {}

  check(value: unknown, within: string): FieldError[] {
    this.depth = 0;
    const faults = new Faults();
    this.apply(this.root, value, { place: undefined, faults, evaluated: undefined });
    return faults.list(within);
  }

  readonly apply = (schema: Schema, value: unknown, visit: Visit): boolean => {
    this.steps.spend(1);
    if (typeof schema === 'boolean')
      return schema || (visit.faults?.add(visit.place, 'must not be given') ?? false);
    const { tests, ownEvaluated } = this.prepare(schema);
    const evaluated = ownEvaluated ? new Evaluated() : visit.evaluated;
    this.depth += 1;
    if (this.depth > MAX_DEPTH) throw new TooDeep();
    const valid = everyTest(tests, value, evaluated === visit.evaluated ? visit : { ...visit, evaluated });
    this.depth -= 1;
    if (valid && evaluated && evaluated !== visit.evaluated) visit.evaluated?.addAll(evaluated, this.steps);
    return valid;
  };

  private prepare(schema: Exclude<Schema, boolean>): Prepared {
    const known = this.prepared.get(schema);
    if (known) return known;
    this.steps.spend(STEPS_TO_PREPARE);
    const tests = KEYWORDS.flatMap(({ names, test }: Keyword) =>
      names.some((name) => Object.hasOwn(schema, name)) ? [test(schema, this)] : [],
    );
    const ownEvaluated = ['unevaluatedProperties', 'unevaluatedItems'].some((name) =>
      Object.hasOwn(schema, name),
    );
    const prepared = { tests, ownEvaluated };
    this.prepared.set(schema, prepared);
    return prepared;
  }
}

/** All faults where somebody reads them, else only whether there is one. */
function everyTest(tests: readonly Test[], value: unknown, visit: Visit): boolean {
  if (!visit.faults) return tests.every((test) => test(value, visit));
  return tests.reduce((valid, test) => test(value, visit) && valid, true);
}
