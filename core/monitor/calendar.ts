import type { MonitorWindow } from './monitor';
import { ZoneClock, type Stretch } from './zone-clock';

/** Half-open, epoch ms. */
export interface Period {
  start: number;
  end: number;
}

type Calendar = Extract<MonitorWindow, { calendar: unknown }>;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer than any hour. */
const NEAR_MS = 3 * HOUR_MS;
const MAX_REMEMBERED = 2_000;

/**
 * The hour, day, ISO week or month of a zone that `at` is in (SEMANTICS 3.4). Periods of a zone tile time: each moment is
 * in one, and the next begins where it ends. Days have 23 or 25 hours when the clock is set.
 */
export function period(window: Calendar, at: number): Period {
  const name = `${window.calendar} ${window.timeZone}`;
  const last = latest.get(name);
  if (last && last.start <= at && at < last.end) return last;
  const found = periodOf(window, at);
  if (latest.size >= MAX_REMEMBERED) latest.clear();
  latest.set(name, found);
  return found;
}

/** One for each window that there is; a thousand events fall into the same one. */
const latest = new Map<string, Period>();

function periodOf({ calendar, timeZone }: Calendar, at: number): Period {
  const clock = new ZoneClock(timeZone);
  return calendar === 'hour' ? hourOf(clock, at) : datesOf(clock, DATES[calendar], at);
}

/** The first day of a period, as its midnight in UTC; and of the period that follows it. */
interface Dates {
  first(day: number): number;
  next(first: number): number;
}

const DATES: Record<'day' | 'week' | 'month', Dates> = {
  day: { first: (day) => day, next: (first) => first + DAY_MS },
  week: {
    first: (day) => day - ((new Date(day).getUTCDay() + 6) % 7) * DAY_MS,
    next: (first) => first + 7 * DAY_MS,
  },
  month: { first: (day) => month(day, 0), next: (first) => month(first, 1) },
};

function month(day: number, more: number): number {
  const date = new Date(day);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + more, 1);
}

/**
 * A period begins when the clock first shows its midnight, or a later time if it skips that. A clock that is set back over
 * midnight shows the day before once more: that hour is in the period that has begun.
 */
function datesOf(clock: ZoneClock, { first, next }: Dates, at: number): Period {
  const today = Math.floor(clock.localTime(at) / DAY_MS) * DAY_MS;
  let begin = first(today);
  let end = clock.firstAt(next(begin));
  while (end <= at) {
    begin = next(begin);
    end = clock.firstAt(next(begin));
  }
  return { start: clock.firstAt(begin), end };
}

/**
 * An hour begins whenever the clock shows a whole hour, or jumps into another one: an hour that is shown twice is two,
 * and where the clock is set by half an hour there is one of 90 or of 30 minutes.
 */
function hourOf(clock: ZoneClock, at: number): Period {
  const begins = clock
    .stretches(at - NEAR_MS, at + NEAR_MS)
    .flatMap((stretch, index) => hoursIn(stretch, index > 0 && beginsHour(clock, stretch.start)));
  return {
    start: Math.max(...begins.filter((begin) => begin <= at)),
    end: Math.min(...begins.filter((begin) => begin > at)),
  };
}

/** The whole hours that the clock shows in a stretch, and its start if that is one too. */
function hoursIn({ start, end, offsetMs }: Stretch, withStart: boolean): number[] {
  const first = Math.ceil((start + offsetMs) / HOUR_MS) * HOUR_MS - offsetMs;
  const count = Math.max(0, Math.ceil((end - first) / HOUR_MS));
  return [...(withStart ? [start] : []), ...Array.from({ length: count }, (_, n) => first + n * HOUR_MS)];
}

const beginsHour = (clock: ZoneClock, change: number): boolean => {
  const [before, after] = [clock.localTime(change - 1), clock.localTime(change)];
  return Math.floor(before / HOUR_MS) !== Math.floor(after / HOUR_MS);
};
