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

/** Of a limit, to a tenth; rounded down, so that 99.97 % is not the whole. */
export const percentOf = (value: number, limit: number): number => Math.floor((value / limit) * 1_000) / 10;

/** To the cent; below a dollar to a hundredth of a cent, below a cent to the micro-dollar. */
function dollars(microUsd: number): string {
  const size = Math.abs(microUsd);
  const digits = size >= 1e6 || size % 1e4 === 0 ? 2 : size < 1e4 ? 6 : 4;
  return `${microUsd < 0 ? '-' : ''}$${(size / 1e6).toFixed(digits)}`;
}

const rounded = (value: number): string => String(Math.round(value * 1_000) / 1_000);
