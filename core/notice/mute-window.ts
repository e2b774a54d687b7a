const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
const DAY_MINUTES = 1_440;
const MINUTE_MS = 60_000;

/** Hours in which people are not told: from one local time to another, over midnight if that is not later. */
export interface MuteWindow {
  /** On which days it begins; every day if not given. */
  days?: (typeof DAYS)[number][] | undefined;
  /** `HH:MM` */
  from: string;
  to: string;
  /** IANA name. */
  timeZone: string;
}

const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3));

/** Making one takes far longer than using it; there are some 600 zones. */
const FORMATS = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = FORMATS.get(timeZone);
  if (known) return known;
  const format = new Intl.DateTimeFormat('en-US', {
    ...{ timeZone, weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  });
  FORMATS.set(timeZone, format);
  return format;
}

/** Day of the week (0 is Sunday) and minute of the day, by the clocks of a zone. */
function localTime(timeZone: string, now: number): { day: number; minute: number } {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(now)
      .map(({ type, value }) => [type, value]),
  );
  const day = DAYS.findIndex((name) => name === parts.get('weekday')?.toLowerCase());
  return { day, minute: minutesOf(`${parts.get('hour') ?? '00'}:${parts.get('minute') ?? '00'}`) };
}

/** When the windows that hold `now` end (epoch ms), by today's clocks; undefined if none holds it. */
export function mutedUntil(windows: readonly MuteWindow[], now: number): number | undefined {
  const ends = windows.flatMap((window) => {
    const left = minutesLeft(window, now);
    return left === undefined ? [] : [now - (now % MINUTE_MS) + left * MINUTE_MS];
  });
  return ends.length === 0 ? undefined : Math.max(...ends);
}

function minutesLeft({ days = [...DAYS], from, to, timeZone }: MuteWindow, now: number): number | undefined {
  const { day, minute } = localTime(timeZone, now);
  const [begin, end] = [minutesOf(from), minutesOf(to)];
  const began = (ago: number): boolean => days.some((name) => name === DAYS[(day - ago + 7) % 7]);
  if (begin < end) return began(0) && minute >= begin && minute < end ? end - minute : undefined;
  if (began(0) && minute >= begin) return end + DAY_MINUTES - minute;
  return began(1) && minute < end ? end - minute : undefined;
}
