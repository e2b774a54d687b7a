const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** RFC 3339, section 5.6: `full-date`. */
export function isDate(text: string): boolean {
  const [, year = 0, month = 0, day = 0] = (/^(\d{4})-(\d\d)-(\d\d)$/.exec(text) ?? []).map(Number);
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  const days = month === 2 && leap ? 29 : (DAYS[month - 1] ?? 0);
  return day >= 1 && day <= days;
}

/** `full-time`; a leap second is the last of a day in UTC. */
export function isTime(text: string): boolean {
  const parts = /^(\d\d):(\d\d):(\d\d)(?:\.\d+)?(?:z|([+-])(\d\d):(\d\d))$/i.exec(text);
  if (!parts) return false;
  const [, hour, minute, second, , offsetHour, offsetMinute] = parts.map((part) =>
    Number(part ?? 0),
  ) as Parts;
  const highest = [hour <= 23, minute <= 59, second <= 60, offsetHour <= 23, offsetMinute <= 59];
  if (highest.includes(false)) return false;
  const offset = (parts[4] === '-' ? -1 : 1) * (offsetHour * 60 + offsetMinute);
  const utc = (hour * 60 + minute - offset + 2 * 1_440) % 1_440;
  return second < 60 || utc === 1_439;
}

/** The whole match, hour, minute, second, the sign of the offset, and its hours and minutes. */
type Parts = [number, number, number, number, number, number, number];

/** `date-time`; its note allows a space in place of the `T`. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && 'Tt '.includes(text.charAt(10)) && isTime(text.slice(11));
}

const DATE = String.raw`\d+Y(?:\d+M(?:\d+D)?)?|\d+M(?:\d+D)?|\d+D`;
const TIME = String.raw`T(?:\d+H(?:\d+M(?:\d+S)?)?|\d+M(?:\d+S)?|\d+S)`;
const DURATION = new RegExp(`^P(?:\\d+W|(?:${DATE})(?:${TIME})?|${TIME})$`);

/** RFC 3339, appendix A. */
export const isDuration = (text: string): boolean => DURATION.test(text);
