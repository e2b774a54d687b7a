const DAY = String.raw`\d{4}-\d{2}-\d{2}`;
const CLOCK = String.raw`\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?`;
/** ISO 8601 as programs write it, with or without an offset. */
const ISO = new RegExp(`^(${DAY})[T ](${CLOCK})(Z|[+-]\\d{2}:?\\d{2})?$`, 'i');

const FIRST_MS = Date.UTC(1970, 0);
const LAST_MS = Date.UTC(9999, 11, 31);

/** Epoch ms as RFC 3339 has it; undefined for what no clock has shown. */
export const shownTime = (ms: number): string | undefined =>
  ms > FIRST_MS && ms < LAST_MS ? new Date(ms).toISOString() : undefined;

/** Seconds since 1970, with fractions. */
export const timeOfSeconds = (value: unknown): string | undefined =>
  typeof value === 'number' ? shownTime(value * 1000) : undefined;

/** A time as text. Without an offset it is UTC: Python's `utcnow().isoformat()` writes it so. */
export function timeOfText(value: unknown): string | undefined {
  const [, day, clock, offset = 'Z'] = typeof value === 'string' ? (ISO.exec(value) ?? []) : [];
  return day === undefined || clock === undefined
    ? undefined
    : shownTime(Date.parse(`${day}T${clock}${offset}`));
}
