/** RFC 3339 with a second of 60. */
const LEAP = /^(\d{4}-\d{2}-\d{2}[Tt]\d{2}:\d{2}):60(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/;

/**
 * A time in a leap second (RFC 3339, sections 5.6 and 5.7: the last of a month, in UTC) as the moment that clocks
 * without leap seconds call the same, which is the first of the next month; most parsers know no other. Any other text
 * stays as it is.
 */
export function withoutLeapSecond(text: string): string {
  const [, minute, fraction = '', zone] = LEAP.exec(text) ?? [];
  const before = Date.parse(`${minute}:59${fraction}${zone}`);
  if (Number.isNaN(before)) return text;
  const after = new Date(before + 1_000);
  const isMonthsFirst = after.getUTCDate() === 1 && after.getUTCHours() + after.getUTCMinutes() === 0;
  return isMonthsFirst ? after.toISOString() : text;
}
