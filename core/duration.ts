const DURATION = /^([1-9]\d{0,5})([mhd])$/;
const MS = { m: 60_000, h: 3_600_000, d: 86_400_000 };

export const DURATION_RULE = 'must be a duration such as "90m", "24h" or "7d"';

/** `90m`, `24h` or `7d` in ms; undefined if it is no duration. */
export function durationMs(text: string): number | undefined {
  const [, count, unit] = DURATION.exec(text) ?? [];
  return count === undefined ? undefined : Number(count) * MS[unit as keyof typeof MS];
}
