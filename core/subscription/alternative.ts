import type { Scalar } from './json-value';

/**
 * One element of a field's array in a pattern: the field matches if any of them accepts its value.
 * What can be looked up is kept as data, so that an index can file it; everything else is a test.
 */
export type Alternative =
  | { kind: 'equals'; value: Scalar }
  | { kind: 'prefix'; prefix: string }
  | { kind: 'test'; accepts: (value: Scalar) => boolean }
  | { kind: 'absent' };

/** Reads the operand of one operator, e.g. `"us-"` in `{"prefix": "us-"}`. Throws PatternError. */
export type Operator = (operand: unknown, pointer: string) => Alternative;
