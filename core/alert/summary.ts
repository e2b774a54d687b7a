import type { Monitor } from '../monitor/monitor';
import { comparison, measured, percentOf } from '../notice/measured';
import { unitOf } from './alert-data';

type Seen = Pick<Monitor, 'kind' | 'eventTypes' | 'window' | 'value' | 'limit' | 'badFilter' | 'minValue'>;

/**
 * What was seen, in words that stand alone: `5 failures in 10 minutes`, `80 % of $5.00 today ($4.00)`. `value` is null
 * without data; `threshold` is the number that was crossed, in the value's unit.
 */
export function summaryOf(monitor: Seen, value: number | null, threshold: number): string {
  const when = timeOf(monitor);
  if (value === null) return `no data${when}`;
  const unit = unitOf(monitor);
  switch (monitor.kind) {
    case 'count':
      return `${counted(value, monitor)}${when}`;
    case 'streak':
      return `${counted(value, monitor)} in a row`;
    case 'repetition':
      return `${count(value, 'event')} alike${when}`;
    case 'absence':
      return `overdue for ${spanOf(value)}`;
    case 'change':
      return `${measured(value, 'value')} times the usual, in this hour`;
    case 'rate':
      return `${measured(value, 'share')} are bad${when}, threshold ${measured(threshold, 'share')}`;
    case 'average':
      return `${measured(value, unit)} on average${when}, threshold ${measured(threshold, unit)}`;
    case 'sum':
      return sumOf(monitor, value, threshold, when);
    case 'forecast':
      return `forecast: ${ofLimit(value, monitor.limit ?? threshold, unit, when)}`;
  }
}

function sumOf(monitor: Seen, value: number, threshold: number, when: string): string {
  const unit = unitOf(monitor);
  return monitor.limit === undefined
    ? `${comparison(value, threshold, unit)}${when}`
    : ofLimit(value, monitor.limit, unit, when);
}

const ofLimit = (value: number, limit: number, unit: ReturnType<typeof unitOf>, when: string): string =>
  `${percentOf(value, limit)} % of ${measured(limit, unit)}${when} (${measured(value, unit)})`;

/** Events by the one thing that their types have in common. */
function counted(value: number, { eventTypes, badFilter }: Seen): string {
  const all = (ending: string): boolean => eventTypes.every((type) => type.endsWith(ending));
  if (eventTypes.length > 0 && all('.failed')) return count(value, 'failure');
  if (eventTypes.length > 0 && all('.retry')) return count(value, 'retry', 'retries');
  return count(value, badFilter ? 'bad event' : 'event');
}

const count = (value: number, one: string, many = `${one}s`): string =>
  `${measured(value, 'value')} ${value === 1 ? one : many}`;

const PERIODS = { hour: 'this hour', day: 'today', week: 'this week', month: 'this month' } as const;

function timeOf({ window }: Pick<Monitor, 'window'>): string {
  if (!window) return '';
  return 'calendar' in window ? ` ${PERIODS[window.calendar]}` : ` in ${spanOf(window.slidingSeconds)}`;
}

const UNITS = [
  [86_400, 'day'],
  [3_600, 'hour'],
  [60, 'minute'],
] as const;

/** `10 minutes`, `2 days`, `90 seconds`: in the greatest unit that it is whole in; long ones in the next one, rounded. */
function spanOf(seconds: number): string {
  const whole = UNITS.find(([size]) => seconds >= size && seconds % size === 0);
  const near = whole ?? UNITS.find(([size]) => seconds >= 3 * size);
  return near ? count(Math.round(seconds / near[0]), near[1]) : count(Math.round(seconds), 'second');
}
