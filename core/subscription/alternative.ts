import type { Scalar } from './json-value';

/**
 * One element of a field's array in a pattern: the field matches if any of them accepts its value.
 * What can be looked up is kept as data, so that an index can file it; everything else is a test.
 */
export type Alternative =
  | { kind: 'equals'; value: Scalar }
  | { kind: 'prefix'; prefix: string }
  | ({ kind: 'test'; accepts: (value: Scalar) => boolean } & TestCost)
  | { kind: 'absent' };

/** What a test costs: `compares` steps for any value, and for a text so many passes over it in addition. */
export interface TestCost {
  readonly compares: number;
  readonly passes: number;
}

/** The cost of a test that compares once, whatever the length of the text. */
export const ONE_COMPARISON: TestCost = { compares: 1, passes: 0 };
/** The cost of a test that may look at every character. */
export const ONE_PASS: TestCost = { compares: 1, passes: 1 };

/** Reads the operand of one operator, e.g. `"us-"` in `{"prefix": "us-"}`. Throws PatternError. */
export type Operator = (operand: unknown, pointer: string) => Alternative;
