import type { Unit } from '../alert/alert';

/** A value in its unit: `$1.25`, `12.5 %`, `90 s`, `3 times`. */
export function measured(value: number, unit: Unit): string {
  switch (unit) {
    case 'microUsd':
      return dollars(value);
    case 'share':
      return `${rounded(value * 100)} %`;
    case 'seconds':
      return `${rounded(value)} s`;
    case 'value':
      return rounded(value);
    case 'events':
    case 'times':
      return `${rounded(value)} ${unit}`;
  }
}

/** What has been reached of what: `$50.00 of $10.00`, `5 events, threshold 5 events`. */
export function comparison(value: number | null, threshold: number, unit: Unit): string {
  const reached = value === null ? 'no data' : measured(value, unit);
  const isAccount = unit === 'microUsd' && value !== null;
  return `${reached}${isAccount ? ' of ' : ', threshold '}${measured(threshold, unit)}`;
}

/** Below a cent, to the micro-dollar. */
function dollars(microUsd: number): string {
  const size = Math.abs(microUsd);
  const text = (size / 1e6).toFixed(size > 0 && size < 1e4 ? 6 : 2);
  return `${microUsd < 0 ? '-' : ''}$${text}`;
}

const rounded = (value: number): string => String(Math.round(value * 1_000) / 1_000);
