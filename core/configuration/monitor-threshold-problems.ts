import { SEVERITIES, type MonitorKind, type Severity } from '../monitor/monitor';
import type { FieldError } from '../problem';
import type { NumericMonitor } from './monitor-amounts';

type Given = NumericMonitor['thresholds'][number];
type Form = 'atLeast' | 'below' | 'atPercent';

/** One threshold as it was given; `at` is its number in the value's own unit. */
interface Threshold {
  index: number;
  form: Form;
  given: number;
  at: number;
  severity: Severity;
  recoverAt?: number | undefined;
}

/** What the compared value can be at all; a threshold beyond it is always crossed, or never. */
const RANGES: Partial<Record<MonitorKind, { above: number; most?: number }>> = {
  count: { above: 0 },
  rate: { above: 0, most: 1 },
  streak: { above: 0, most: 100 },
  repetition: { above: 0, most: 100 },
  absence: { above: 0 },
  change: { above: 0 },
};

/** Kinds whose value may fall below a threshold without that being how every day and every agent begins. */
const MAY_BE_BELOW: readonly MonitorKind[] = ['count', 'sum', 'average', 'rate'];

/** Faults of the thresholds: direction, order, range, limit, recovery. */
export function thresholdProblems(monitor: NumericMonitor): FieldError[] {
  const thresholds = monitor.thresholds.map((given, index) => read(given, index, monitor.limit));
  return [
    ...thresholds.flatMap((threshold) => [
      ...formProblems(threshold, monitor),
      ...rangeProblems(threshold, monitor),
      ...recoveryProblems(threshold, monitor),
    ]),
    ...directionProblems(thresholds),
    ...orderProblems(thresholds),
  ];
}

function read(
  { atLeast, below, atPercent, severity, recoverAt }: Given,
  index: number,
  limit?: number,
): Threshold {
  const common = { index, severity, recoverAt };
  if (atLeast !== undefined) return { ...common, form: 'atLeast', given: atLeast, at: atLeast };
  if (below !== undefined) return { ...common, form: 'below', given: below, at: below };
  const percent = atPercent ?? 0;
  return { ...common, form: 'atPercent', given: percent, at: (percent * (limit ?? 100)) / 100 };
}

const pointerOf = ({ index, form }: Threshold): string => `/thresholds/${index}/${form}`;

function formProblems(threshold: Threshold, { kind, limit, window }: NumericMonitor): FieldError[] {
  const pointer = pointerOf(threshold);
  if (threshold.form === 'atPercent' && limit === undefined)
    return [{ pointer, detail: 'needs a "limit" that it is a percentage of' }];
  if (threshold.form !== 'below') return [];
  if (!MAY_BE_BELOW.includes(kind))
    return [{ pointer, detail: `does not go with the kind "${kind}": use "atLeast"` }];
  return window?.calendar !== undefined && (kind === 'count' || kind === 'sum')
    ? [{ pointer, detail: 'would be crossed at the beginning of every calendar window: use a sliding one' }]
    : [];
}

function rangeProblems(threshold: Threshold, { kind }: NumericMonitor): FieldError[] {
  const range = RANGES[kind];
  if (!range || threshold.form === 'atPercent') return [];
  const { above, most = Infinity } = range;
  return threshold.given > above && threshold.given <= most
    ? []
    : [
        {
          pointer: pointerOf(threshold),
          detail: `must be more than ${above}${atMost(most)}: no other value is possible`,
        },
      ];
}

const atMost = (most: number): string => (most === Infinity ? '' : ` and at most ${most}`);

function recoveryProblems(threshold: Threshold, { kind }: NumericMonitor): FieldError[] {
  if (threshold.recoverAt === undefined) return [];
  const detail = recoveryProblem(threshold, threshold.recoverAt, kind);
  return detail === undefined ? [] : [{ pointer: `/thresholds/${threshold.index}/recoverAt`, detail }];
}

function recoveryProblem(
  { form, given }: Threshold,
  recoverAt: number,
  kind: NumericMonitor['kind'],
): string | undefined {
  if (kind === 'streak') return 'does not go with the kind "streak": the next success ends it';
  const { above = -Infinity, most = Infinity } = RANGES[kind] ?? {};
  if (form === 'below') {
    if (recoverAt < given)
      return `must not be below the threshold's ${given}, on whose good side recovery begins`;
    return recoverAt > most ? `must be at most ${most}, or it never recovers` : undefined;
  }
  if (recoverAt > given)
    return `must not be above the threshold's ${given}, on whose good side recovery begins`;
  return recoverAt <= above ? `must be more than ${above}, or it never recovers` : undefined;
}

const isBelow = ({ form }: Threshold): boolean => form === 'below';

function directionProblems([first, ...others]: Threshold[]): FieldError[] {
  if (!first) return [];
  const detail = `must not stand beside "${first.form}": all thresholds have one direction`;
  return others
    .filter((other) => isBelow(other) !== isBelow(first))
    .map((other) => ({ pointer: pointerOf(other), detail }));
}

/** What is graver has to be crossed later. */
function orderProblems(thresholds: Threshold[]): FieldError[] {
  return thresholds.flatMap((threshold) => {
    const peers = thresholds.filter((other) => other !== threshold && isBelow(other) === isBelow(threshold));
    const twin = peers.find((other) => other.index < threshold.index && isTwin(other, threshold));
    if (twin) return [{ pointer: pointerOf(threshold), detail: 'must not be the same as another threshold' }];
    const wrong = peers.find((other) => isGraver(threshold, other) && !isFurther(threshold, other));
    if (!wrong) return [];
    const detail = `must be ${isBelow(threshold) ? 'less' : 'more'} than the ${wrong.given} of "${wrong.severity}", as "${threshold.severity}" is graver`;
    return [{ pointer: pointerOf(threshold), detail }];
  });
}

const isTwin = (a: Threshold, b: Threshold): boolean => a.at === b.at && a.severity === b.severity;
const rank = ({ severity }: Threshold): number => SEVERITIES.indexOf(severity);
const isGraver = (a: Threshold, b: Threshold): boolean => rank(a) < rank(b);
const isFurther = (a: Threshold, b: Threshold): boolean => (isBelow(a) ? a.at < b.at : a.at > b.at);
