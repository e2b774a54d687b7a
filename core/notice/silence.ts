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
  covers(alert: Silenceable, steps: Steps): boolean;
}

/** What of an alert a silence asks for. */
export type Silenceable = Pick<AlertData, 'labels' | 'group' | 'monitor' | 'severity'>;

type Test = (names: Names, steps: Steps) => boolean;
type Names = Readonly<Record<string, readonly string[]>>;

/** Names that every alert has. */
export const OWN_NAMES = ['monitor', 'alertname', 'severity'] as const;

/** What matchers compare: labels and group, and over them `monitor` (id or name), `alertname` and `severity`. */
const matchable = ({ labels, group, monitor, severity }: Silenceable): Names => ({
  ...Object.fromEntries(Object.entries(labels).map(([name, value]) => [name, [value]])),
  ...Object.fromEntries(Object.entries(group).map(([name, value]) => [name, [String(value)]])),
  ...{ monitor: [monitor.id, monitor.name], alertname: [monitor.name], severity: [severity] },
});

/** What silences one alert, and the alerts of the same monitor and group that follow it. */
export const matchersOf = ({ monitor, group }: Pick<AlertData, 'monitor' | 'group'>): Matcher[] => [
  { name: 'monitor', op: '=', value: monitor.id },
  ...Object.entries(group).map(([name, value]) => ({ name, op: '=' as const, value: String(value) })),
];

/**
 * Compiled once for all alerts of a batch. A silence with an expression that is not taken any more is left out: people
 * are told.
 */
export const compileSilences = (silences: readonly Silence[]): CompiledSilence[] =>
  silences.flatMap(({ id, until, reason, matchers }) => {
    try {
      const tests = matchers.map(testOf);
      const covers = (names: Names, steps: Steps): boolean => tests.every((test) => test(names, steps));
      return { id, until, reason, covers: (alert, steps) => covers(matchable(alert), steps) };
    } catch (error) {
      if (error instanceof ExpressionError) return [];
      throw error;
    }
  });

const MISSING = [''];

/**
 * A name that is missing counts as empty, as in Alertmanager. Expressions match the whole value. Of two values one has to
 * match, and with a negation none may.
 */
function testOf({ name, op, value }: Matcher): Test {
  const actual = (of: Names) => (Object.hasOwn(of, name) ? of[name] : undefined) ?? MISSING;
  if (op === '=') return (of) => actual(of).includes(value);
  if (op === '!=') return (of) => !actual(of).includes(value);
  const expression = compileExpression(value);
  return (of, steps) => actual(of).some((one) => expression.matches(one, steps)) === (op === '=~');
}

/** Of the silences that cover an alert, the one that ends last. */
export function silencing(
  silences: readonly CompiledSilence[],
  alert: AlertData,
  now: number,
  steps = new Steps(Infinity),
): CompiledSilence | undefined {
  return silences
    .filter((silence) => silence.until > now && silence.covers(alert, steps))
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
