import { SEVERITIES, type Monitor, type Severity, type Threshold } from '../monitor/monitor';

interface Limited {
  limit?: number | undefined;
}

/** The number that a value is compared with, in the value's unit. */
export function numberOf(threshold: Threshold, { limit }: Limited): number {
  if ('atLeast' in threshold) return threshold.atLeast;
  if ('below' in threshold) return threshold.below;
  return ((limit ?? Infinity) * threshold.atPercent) / 100;
}

/** `recoverAt` of a percentage is a percentage. */
export function recoveryNumber(threshold: Threshold, monitor: Limited): number {
  if (threshold.recoverAt === undefined) return numberOf(threshold, monitor);
  return 'atPercent' in threshold
    ? ((monitor.limit ?? Infinity) * threshold.recoverAt) / 100
    : threshold.recoverAt;
}

export function isCrossed(threshold: Threshold, monitor: Pick<Monitor, 'limit'>, value: number): boolean {
  const number = numberOf(threshold, monitor);
  return 'below' in threshold ? value < number : value >= number;
}

/**
 * Whether the value is back on the good side of every threshold's `recoverAt` (SEMANTICS 4.1). A streak is broken by a
 * success that is its newest outcome, and by no late one in its midst (3.6).
 */
export function isBack(monitor: Pick<Monitor, 'kind' | 'limit' | 'thresholds'>, value: number): boolean {
  if (monitor.kind === 'streak') return value === 0;
  return monitor.thresholds.every((threshold) => {
    const number = recoveryNumber(threshold, monitor);
    return 'below' in threshold ? value >= number : value < number;
  });
}

/** Tells thresholds apart by what they compare with, so that raising a limit makes new ones of them (4.3). */
export const nameOf = (threshold: Threshold, monitor: Pick<Monitor, 'limit'>): string =>
  `${'below' in threshold ? 'below' : 'atLeast'}:${numberOf(threshold, monitor)}:${threshold.severity}`;

/** 0 for critical. */
const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);

export const isGraver = (severity: Severity, than: Severity): boolean => rank(severity) < rank(than);

export const isAtLeast = (severity: Severity, least: Severity): boolean => rank(severity) <= rank(least);

/** The gravest of those given. */
export const gravest = (thresholds: readonly Threshold[]): Threshold | undefined =>
  thresholds.reduce<Threshold | undefined>(
    (worst, each) => (worst && !isGraver(each.severity, worst.severity) ? worst : each),
    undefined,
  );
