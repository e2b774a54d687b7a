import type { Steps } from '../steps';
import { ExpressionError, readExpression, type Expression } from './expression';
import { Matcher } from './matcher';
import { programOf, sizeOf, type Dialect } from './program';

/** As matchers of Alertmanager have it. */
const WHOLE: Dialect = { maxSize: 600, whole: true, dotAll: true };

/** As `pattern` of JSON Schema has it. */
const SEARCH: Dialect = { maxSize: 2_000, whole: false, dotAll: false };

/** What it takes to make ready an instruction, a class, and a class by a property of Unicode, in steps of matching. */
const STEPS_TO_COMPILE = { instruction: 8, acceptor: 50, property: 2_000 } as const;

/** An expression that is ready to match. */
export interface CompiledExpression {
  /** Instructions: matching a text takes at most so many steps for each of its characters, and for its end. */
  readonly size: number;
  /** Whether it matches. */
  matches(text: string, steps: Steps): boolean;
}

/** An expression that has to match a whole text. Throws ExpressionError. */
export function compileExpression(text: string): CompiledExpression {
  return compile(readExpression(text), WHOLE);
}

/** A `pattern` of JSON Schema, which finds what it matches. Spends what it takes. Throws ExpressionError. */
export function compilePattern(text: string, steps: Steps): CompiledExpression {
  const classes = text.match(/[\\[]/g)?.length ?? 0;
  steps.spend(classes * STEPS_TO_COMPILE.acceptor + propertySteps(text));
  const expression = readExpression(text);
  steps.spend(checkedSize(expression, SEARCH) * STEPS_TO_COMPILE.instruction);
  return compile(expression, SEARCH);
}

/** Instructions of a `pattern`. Throws ExpressionError. */
export const sizeOfPattern = (text: string): number => checkedSize(readExpression(text), SEARCH);

/** What it takes to read the properties of Unicode that an expression names, each a set of many ranges. */
export const propertySteps = (text: string): number =>
  (text.match(/\\p/gi)?.length ?? 0) * STEPS_TO_COMPILE.property;

function compile(expression: Expression, dialect: Dialect): CompiledExpression {
  const size = checkedSize(expression, dialect);
  const matcher = new Matcher(programOf(expression, dialect), dialect.whole);
  return { size, matches: (given, steps) => matcher.matches(given, steps) };
}

function checkedSize(expression: Expression, { maxSize }: Dialect): number {
  const size = sizeOf(expression) + 1;
  if (size > maxSize)
    throw new ExpressionError(
      `is ${size} characters and choices long once its repetitions are written out, at most ${maxSize} are allowed`,
    );
  return size;
}
