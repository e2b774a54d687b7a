import type { Steps } from '../steps';
import type { Evaluated } from './evaluated';
import type { Faults, Place } from './fault';
import type { Schema } from './reference';

/** One value under one schema. */
export interface Visit {
  place: Place | undefined;
  /** None where nobody reads them: it only counts whether there are any. */
  faults: Faults | undefined;
  /** What has been looked at of the value; none where nobody asks. */
  evaluated: Evaluated | undefined;
}

/** Whether a value passes; adds its faults. */
export type Test = (value: unknown, visit: Visit) => boolean;

/** What keywords are made ready with. */
export interface SchemaTools {
  readonly root: Schema;
  readonly steps: Steps;
  readonly apply: (schema: Schema, value: unknown, visit: Visit) => boolean;
}

export type SchemaObject = Exclude<Schema, boolean>;

/** Keywords that are looked at together; their test is made if the schema has one of them. */
export interface Keyword {
  names: readonly string[];
  test(schema: SchemaObject, tools: SchemaTools): Test;
}

export const fault = ({ faults, place }: Visit, detail: string): false => faults?.add(place, detail) ?? false;

/** The visit of a member or an item. */
export const below = ({ place, faults }: Visit, key: string | number): Visit => ({
  place: { within: place, key },
  faults,
  evaluated: undefined,
});
