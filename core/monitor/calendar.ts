import { DateTime } from 'luxon';
import type { MonitorWindow } from './monitor';

/** Half-open, epoch ms. */
export interface Period {
  start: number;
  end: number;
}

type Calendar = Extract<MonitorWindow, { calendar: unknown }>;

/** The hour, day, ISO week or month of a zone that `at` is in; days have 23 or 25 hours twice a year (SEMANTICS 3.4). */
export function period(window: Calendar, at: number): Period {
  const name = `${window.calendar} ${window.timeZone}`;
  const last = latest.get(name);
  if (last && last.start <= at && at < last.end) return last;
  const found = periodOf(window, at);
  latest.set(name, found);
  return found;
}

/** One for each window that there is; a thousand events fall into the same one. */
const latest = new Map<string, Period>();

function periodOf({ calendar, timeZone }: Calendar, at: number): Period {
  const local = DateTime.fromMillis(at, { zone: timeZone });
  if (!local.isValid) throw new RangeError(`There is no time zone ${timeZone}`);
  const begin = local.startOf(calendar);
  // Hours that a change of the clock repeats have the same name, and are two.
  if (calendar === 'hour') return hourOf(begin.toMillis(), at);
  return {
    start: begin.toMillis(),
    end: begin
      .plus({ [`${calendar}s`]: 1 })
      .startOf(calendar)
      .toMillis(),
  };
}

const HOUR_MS = 3_600_000;

const hourOf = (begin: number, at: number): Period => {
  const start = begin + Math.floor((at - begin) / HOUR_MS) * HOUR_MS;
  return { start, end: start + HOUR_MS };
};
