/**
 * Sums are kept in steps of 1e-9 of their unit, so that they are the same in whatever order and portions they are added
 * up: 2,000 costs of 0.45 micro-dollars are 900. Floating point would drift.
 */
const DIGITS = 9;
/** From here on numbers have no digits behind the point to lose, and no plain notation. */
const TOO_LARGE = 1e20;

export const toSteps = (value: number): bigint => BigInt(value.toFixed(DIGITS).replace('.', ''));

/** As a decimal number of at most 38 digits, which is how DynamoDB adds. */
export function decimalText(steps: bigint): string {
  const digits = (steps < 0n ? -steps : steps).toString().padStart(DIGITS + 1, '0');
  return `${steps < 0n ? '-' : ''}${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}

export const fromSteps = (steps: bigint): number => Number(decimalText(steps));

/** The number nearest to the exact sum. */
export function addExactly(one: number, other: number): number {
  const sum = one + other;
  if (Number.isInteger(one) && Number.isInteger(other) && Number.isSafeInteger(sum)) return sum;
  if (!(Math.abs(one) < TOO_LARGE && Math.abs(other) < TOO_LARGE)) return sum;
  return fromSteps(toSteps(one) + toSteps(other));
}

/** The number nearest to the exact sum of all. */
export function sumExactly(values: readonly number[]): number {
  if (values.every(Number.isInteger) || !values.every((value) => Math.abs(value) < TOO_LARGE))
    return values.reduce((sum, value) => sum + value, 0);
  return fromSteps(values.reduce((sum, value) => sum + toSteps(value), 0n));
}
