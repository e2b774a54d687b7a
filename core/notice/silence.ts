import type { AlertData } from '../alert/alert';
import { Steps } from '../steps';
import { compileExpression } from '../expression/compile-expression';
import { ExpressionError } from '../expression/expression';

export interface Matcher {
  name: string;
  op: '=' | '!=' | '=~' | '!~';
  value: string;
}

/** People are not told of alerts that match all of it until then (SEMANTICS 6.1). Times epoch ms. */
export interface Silence {
  id: string;
  project: string;
  matchers: Matcher[];
  until: number;
  reason: string;
  actor: string;
  createdAt: number;
}

/** A silence that is ready to be asked. */
export interface CompiledSilence extends Pick<Silence, 'id' | 'until' | 'reason'> {
  covers(names: Record<string, string>, steps: Steps): boolean;
}

type Test = (names: Record<string, string>, steps: Steps) => boolean;

/** What matchers compare: labels and group, and over them `monitor` (id), `alertname` (its name) and `severity`. */
const matchable = ({ labels, group, monitor, severity }: AlertData): Record<string, string> => ({
  ...labels,
  ...Object.fromEntries(Object.entries(group).map(([name, value]) => [name, String(value)])),
  ...{ monitor: monitor.id, alertname: monitor.name, severity },
});

/**
 * Compiled once for all alerts of a batch. A silence with an expression that is not taken any more is left out: people
 * are told.
 */
export const compileSilences = (silences: readonly Silence[]): CompiledSilence[] =>
  silences.flatMap(({ id, until, reason, matchers }) => {
    try {
      const tests = matchers.map(testOf);
      return { id, until, reason, covers: (names, steps) => tests.every((test) => test(names, steps)) };
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });

/** A name that is missing counts as empty, as in Alertmanager. Expressions match the whole value. */
function testOf({ name, op, value }: Matcher): Test {
  const actual = (of: Record<string, string>) => (Object.hasOwn(of, name) ? of[name] : undefined) ?? '';
  if (op === '=') return (of) => actual(of) === value;
  if (op === '!=') return (of) => actual(of) !== value;
  const expression = compileExpression(value);
  return (of, steps) => expression.matches(actual(of), steps) === (op === '=~');
}

/** Of the silences that cover an alert, the one that ends last. */
export function silencing(
  silences: readonly CompiledSilence[],
  alert: AlertData,
  now: number,
  steps = new Steps(Infinity),
): CompiledSilence | undefined {
  const names = matchable(alert);
  return silences
    .filter((silence) => silence.until > now && silence.covers(names, steps))
    .sort((a, b) => b.until - a.until)[0];
}

/** Why an expression is not taken; undefined if it is. */
export function expressionProblem(text: string): string | undefined {
  try {
    compileExpression(text);
    return undefined;
  } catch (error) {
    if (error instanceof ExpressionError) return error.message;
    throw error;
  }
}

/** What the expressions of silences cost together, for each character of an alert that they are asked of. */
export const sizeOfSilences = (silences: readonly Pick<Silence, 'matchers'>[]): number =>
  silences
    .flatMap(({ matchers }) => matchers)
    .filter(({ op }) => op === '=~' || op === '!~')
    .reduce((sum, { value }) => sum + sizeOfExpression(value), 0);

function sizeOfExpression(text: string): number {
  try {
    return compileExpression(text).size;
  } catch (error) {
    if (error instanceof ExpressionError) return 0;
    throw error;
  }
}
