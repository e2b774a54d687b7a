import type { FieldError } from '../problem';
import { didYouMean } from '../near-name';
import { OutOfSteps, Steps } from '../steps';
import { compileSilences, OWN_NAMES, type Matcher, type Silenceable } from './silence';

/** What asking all alerts may take: a silence is made within one request. */
const MAX_STEPS = 2_000_000;

/** The alerts that matchers match; `complete: false` if asking them all would have taken too long. */
export function matched<A extends Silenceable>(
  matchers: readonly Matcher[],
  alerts: readonly A[],
): { alerts: A[]; complete: boolean } {
  const one = { id: '', project: '', until: 0, reason: '', actor: '', createdAt: 0 };
  const [silence] = compileSilences([{ ...one, matchers: [...matchers] }]);
  const found: A[] = [];
  const steps = new Steps(MAX_STEPS);
  try {
    for (const alert of alerts) if (silence?.covers(alert, steps)) found.push(alert);
  } catch (error) {
    if (!(error instanceof OutOfSteps)) throw error;
    return { alerts: found, complete: false };
  }
  return { alerts: found, complete: true };
}

interface Monitor {
  id: string;
  name: string;
  groupBy: readonly string[];
  labels: Readonly<Record<string, string>>;
}

/** What there is in a project that a silence may be about. */
export interface SilenceTargets {
  monitors: readonly Monitor[];
  alerts: readonly Silenceable[];
}

/** Matchers that name nothing that there is: accepted, since it may come. */
export function silenceWarnings(matchers: readonly Matcher[], targets: SilenceTargets): FieldError[] {
  const names = namesIn(targets);
  return matchers.flatMap((matcher, index) => [
    ...(names.has(matcher.name) ? [] : [strangeName(matcher.name, index, names)]),
    ...strangeMonitor(matcher, index, targets),
  ]);
}

const namesIn = ({ monitors, alerts }: SilenceTargets): Set<string> =>
  new Set([
    ...OWN_NAMES,
    ...monitors.flatMap(({ groupBy, labels }) => [...groupBy, ...Object.keys(labels)]),
    ...alerts.flatMap(({ group, labels }) => [...Object.keys(group), ...Object.keys(labels)]),
  ]);

function strangeName(name: string, index: number, names: ReadonlySet<string>): FieldError {
  const rule = 'is no label and no member of the group of any monitor or open alert';
  // A group is named by the path of its values: `data.model`, not `model`.
  const path = names.has(`data.${name}`) ? `: did you mean "data.${name}"?` : didYouMean(name, names);
  return { pointer: `/matchers/${index}/name`, detail: `${rule}${path}` };
}

function strangeMonitor({ name, op, value }: Matcher, index: number, targets: SilenceTargets): FieldError[] {
  if (op !== '=' || (name !== 'monitor' && name !== 'alertname')) return [];
  const known = [...targets.monitors, ...targets.alerts.map(({ monitor }) => monitor)].flatMap((monitor) =>
    name === 'monitor' ? [monitor.name, monitor.id] : [monitor.name],
  );
  if (known.includes(value)) return [];
  const rule = name === 'monitor' ? 'is no name and no id of a monitor' : 'is no name of a monitor';

  return [{ pointer: `/matchers/${index}/value`, detail: `${rule}${didYouMean(value, known)}` }];
}
