import { period } from '../monitor/calendar';
import { ZoneClock } from '../monitor/zone-clock';

/** The calendar day of a zone that a moment is in, `2026-01-31`: the day window of a budget, by its date. */
export function localDay(timeZone: string, at: number): string {
  const { start } = period({ calendar: 'day', timeZone }, at);
  const id = `${start} ${timeZone}`;
  if (latest.id !== id)
    latest = { id, day: new Date(new ZoneClock(timeZone).localTime(start)).toISOString().slice(0, 10) };
  return latest.day;
}

/** A thousand events in a row are of the same day. */
let latest = { id: '', day: '' };
