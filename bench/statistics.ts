import { loadavg } from 'node:os';

/** By nearest rank; NaN of nothing. `share` is 0 to 1. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}

export const milliseconds = (value: number): string => (Number.isNaN(value) ? '–' : `${Math.round(value)}`);

/** What else the machine does is in every number. */
export const load = (): string => `load average ${(loadavg()[0] ?? NaN).toFixed(1)}`;
