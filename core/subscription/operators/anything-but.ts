import { ONE_COMPARISON, type Alternative } from '../alternative';
import { foldCase } from '../fold-case';
import { parseGlob } from '../glob';
import { isObject, type Scalar } from '../json-value';
import { pointerTo } from '../json-pointer';
import { PatternError } from '../pattern-error';
import { finite } from './literal';
import { text } from './text';

type TextTest = (value: string) => boolean;

/** The operators that anything-but can turn around, each for one string of its operand. */
const negatable: ReadonlyMap<string, (operand: string, pointer: string) => TextTest> = new Map([
  [
    'prefix',
    (operand: string, pointer: string) => {
      const start = notEmpty(operand, pointer, 'prefix');
      return (value: string) => value.startsWith(start);
    },
  ],
  [
    'suffix',
    (operand: string, pointer: string) => {
      const end = notEmpty(operand, pointer, 'suffix');
      return (value: string) => value.endsWith(end);
    },
  ],
  ['equals-ignore-case', (operand: string) => foldCase(operand).equals],
  ['wildcard', (operand: string, pointer: string) => parseGlob(operand, pointer).matches],
]);

/** Of those, the operators that look at a text character by character. */
const READS_TEXT: ReadonlySet<string> = new Set(['equals-ignore-case', 'wildcard']);

/**
 * Any value but these. The field must be there, and of an array one other element is enough. Values of another type
 * (a number where strings are excluded, null, true) are "but", too.
 */
export function anythingBut(operand: unknown, pointer: string): Alternative {
  if (isObject(operand)) return notMatching(operand, pointer);
  const excluded = new Set(Array.isArray(operand) ? valuesOf(operand, pointer) : [valueOf(operand, pointer)]);
  return { kind: 'test', accepts: (value) => !excluded.has(value), ...ONE_COMPARISON };
}

function notMatching(operand: { readonly [name: string]: unknown }, pointer: string): Alternative {
  const [name, ...others] = Object.keys(operand);
  const compile = name === undefined ? undefined : negatable.get(name);
  if (name === undefined || !compile || others.length > 0) {
    throw new PatternError(
      pointer,
      `anything-but takes values or one of ${[...negatable.keys()].join(', ')}`,
    );
  }
  const at = pointerTo(pointer, name);
  const given = operand[name];
  const readsText = READS_TEXT.has(name) ? 1 : 0;
  if (!Array.isArray(given)) return butNone([compile(text(given, at, name), at)], readsText);
  if (given.length === 0) throw new PatternError(at, 'a list in anything-but must not be empty');
  return butNone(
    given.map((item: unknown, index) => {
      const place = pointerTo(at, index);
      return compile(text(item, place, name), place);
    }),
    readsText * given.length,
  );
}

/** `passes` over a text, for all tests together. */
function butNone(tests: readonly TextTest[], passes: number): Alternative {
  return {
    kind: 'test',
    accepts: (value) => typeof value !== 'string' || !tests.some((test) => test(value)),
    compares: tests.length,
    passes,
  };
}

function valuesOf(operand: readonly unknown[], pointer: string): Scalar[] {
  const values = operand.map((value, index) => valueOf(value, pointerTo(pointer, index)));
  if (new Set(values.map((value) => typeof value)).size !== 1) {
    throw new PatternError(
      pointer,
      'a list in anything-but must hold strings only or numbers only, at least one',
    );
  }
  return values;
}

function valueOf(value: unknown, pointer: string): Scalar {
  if (typeof value === 'number') return finite(value, pointer);
  if (typeof value === 'string') return value;
  throw new PatternError(
    pointer,
    'anything-but takes strings and numbers, not null, true, false or arrays in arrays',
  );
}

function notEmpty(operand: string, pointer: string, operator: string): string {
  if (operand === '')
    throw new PatternError(pointer, `an empty ${operator} in anything-but would match nothing`);
  return operand;
}
