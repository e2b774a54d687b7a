import type { AlertData } from '../alert/alert';

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

/** What matchers compare: labels and group, and over them `monitor` (id), `alertname` (its name) and `severity`. */
const matchable = ({ labels, group, monitor, severity }: AlertData): Record<string, string> => ({
  ...labels,
  ...Object.fromEntries(Object.entries(group).map(([name, value]) => [name, String(value)])),
  ...{ monitor: monitor.id, alertname: monitor.name, severity },
});

/** A name that is missing counts as empty, as in Alertmanager. Expressions match the whole value. */
function matches({ name, op, value }: Matcher, of: Record<string, string>): boolean {
  const actual = (Object.hasOwn(of, name) ? of[name] : undefined) ?? '';
  switch (op) {
    case '=':
      return actual === value;
    case '!=':
      return actual !== value;
    case '=~':
      return new RegExp(`^(?:${value})$`, 'su').test(actual);
    case '!~':
      return !new RegExp(`^(?:${value})$`, 'su').test(actual);
  }
}

/** Of the silences that cover an alert, the one that ends last. */
export function silencing(silences: readonly Silence[], alert: AlertData, now: number): Silence | undefined {
  const names = matchable(alert);
  return silences
    .filter(({ until, matchers }) => until > now && matchers.every((matcher) => matches(matcher, names)))
    .sort((a, b) => b.until - a.until)[0];
}

const MAX_EXPRESSION = 256;

/**
 * Why an expression is not taken; undefined if it is. At most two repetitions and groups together, no repeated group, no
 * reference: whatever the value, matching it then takes no longer than its length squared.
 */
export function expressionProblem(text: string): string | undefined {
  if (text.length > MAX_EXPRESSION) return `must have at most ${MAX_EXPRESSION} characters`;
  try {
    new RegExp(`^(?:${text})$`, 'su');
  } catch {
    return 'must be a regular expression';
  }
  const bare = text.replace(/\\[^1-9k]/g, 'x').replace(/\[[^\]]*\]/g, 'x');
  if (/\\[1-9k]|\(\?/.test(bare)) return 'must not refer to groups, look around or name them';
  if (/\)[*+?{]/.test(bare)) return 'must not repeat a group';
  if ((bare.match(/[*+?{(]/g) ?? []).length > 2)
    return 'must have at most two repetitions and groups together';
  return undefined;
}
