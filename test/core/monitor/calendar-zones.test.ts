import fc from 'fast-check';
import { IANAZone } from 'luxon';
import { period, type Period } from '../../../core/monitor/calendar';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const WEEK = 7 * DAY;
const CALENDARS = ['hour', 'day', 'week', 'month'] as const;
const at = (text: string): number => Date.parse(text);
const iso = ({ start, end }: Period): string[] => [start, end].map((ms) => new Date(ms).toISOString());

/** The offset of a zone at a moment, as text: a format of Intl takes a sixth of the time that its parts take. */
function offsetNames(timeZone: string): (moment: number) => string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone, year: 'numeric', timeZoneName: 'longOffset' });
  return (moment) => /GMT.*/.exec(format.format(moment))?.[0] ?? '';
}

/** When the clock of a zone is set between 2000 and 2040: found by comparing weeks, then by halving. */
function changesOf(timeZone: string): number[] {
  const offset = offsetNames(timeZone);
  const changes: number[] = [];
  const until = at('2040-01-01T00:00:00Z');
  for (let from = at('2000-01-01T00:00:00Z'), before = offset(from); from < until; from += WEEK) {
    const next = offset(from + WEEK);
    if (next !== before) changes.push(halved(offset, from, from + WEEK));
    before = next;
  }
  return changes;
}

function halved(offset: (moment: number) => string, from: number, to: number): number {
  const before = offset(from);
  let [low, high] = [from, to];
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

/**
 * One of each sort of change that there is: by how far the clock is set, at which time of day, on which day of the week, and
 * whether a month begins near it. All that a period depends on is the same in two changes of one sort.
 */
function sortsOfChange(): Map<string, { timeZone: string; change: number }> {
  const sorts = new Map<string, { timeZone: string; change: number }>();
  for (const timeZone of Intl.supportedValuesOf('timeZone')) {
    const zone = IANAZone.create(timeZone);
    for (const change of changesOf(timeZone)) {
      const [before, after] = [zone.offset(change - 1), zone.offset(change)];
      const local = change + before * 60_000;
      const monthBegins = new Date(local - DAY).getUTCDate() > new Date(local + 2 * DAY).getUTCDate();
      sorts.set(JSON.stringify([before, after, local % WEEK, monthBegins]), { timeZone, change });
    }
  }
  return sorts;
}

/** What is wrong around one moment; nothing if the periods before, at and after it tile time. */
function faults(calendar: (typeof CALENDARS)[number], timeZone: string, moment: number): string[] {
  const window = { calendar, timeZone };
  const found = period(window, moment);
  const { start, end } = found;
  const inside = [start, end - 1, Math.floor((start + end) / 2)];
  const isSame = inside.every((one) => {
    const other = period(window, one);
    return other.start === start && other.end === end;
  });
  const right =
    start <= moment &&
    moment < end &&
    isSame &&
    period(window, end).start === end &&
    period(window, start - 1).end === start;
  return right
    ? []
    : [`${calendar} ${timeZone} ${new Date(moment).toISOString()}: ${iso(found).join(' to ')}`];
}

it('periods tile time in every zone, on both sides of every sort of change of its clock from 2000 to 2040', () => {
  const sorts = [...sortsOfChange().values()];
  expect(sorts.length).toBeGreaterThan(300);
  const wrong = sorts.flatMap(({ timeZone, change }) =>
    [change - 1, change, change + 30 * MINUTE, change - 45 * MINUTE].flatMap((moment) =>
      CALENDARS.flatMap((calendar) => faults(calendar, timeZone, moment)),
    ),
  );
  expect(wrong).toEqual([]);
}, 60_000);

it('a period is the same whatever was asked before', () => {
  const times = fc.integer({ min: at('2027-10-29T00:00:00Z'), max: at('2027-11-09T00:00:00Z') });
  fc.assert(
    fc.property(
      fc.constantFrom(...CALENDARS),
      fc.constantFrom('Atlantic/Azores', 'America/Havana', 'Australia/Lord_Howe', 'Africa/Casablanca'),
      fc.array(times, { minLength: 2, maxLength: 5 }),
      (calendar, timeZone, moments) => {
        const window = { calendar, timeZone };
        const forth = moments.map((moment) => period(window, moment));
        const back = moments.toReversed().map((moment) => period(window, moment));
        expect(back.toReversed()).toEqual(forth);
      },
    ),
  );
});

it.each([
  ['day', 'Atlantic/Azores', '2027-10-31T00:30Z', '2027-10-31T00:00Z', '2027-11-01T01:00Z'],
  ['day', 'Atlantic/Azores', '2027-10-31T01:01Z', '2027-10-31T00:00Z', '2027-11-01T01:00Z'],
  ['day', 'Atlantic/Azores', '2027-10-30T23:59Z', '2027-10-30T00:00Z', '2027-10-31T00:00Z'],
  ['day', 'America/Havana', '2027-11-07T12:00Z', '2027-11-07T04:00Z', '2027-11-08T05:00Z'],
  ['month', 'America/Havana', '2026-11-01T05:30Z', '2026-11-01T04:00Z', '2026-12-01T05:00Z'],
  ['day', 'America/Sao_Paulo', '2018-11-04T12:00Z', '2018-11-04T03:00Z', '2018-11-05T02:00Z'],
  ['day', 'America/Sao_Paulo', '2019-02-17T02:30Z', '2019-02-16T02:00Z', '2019-02-17T03:00Z'],
  ['day', 'America/St_Johns', '2010-11-07T03:00Z', '2010-11-07T02:30Z', '2010-11-08T03:30Z'],
  ['day', 'Pacific/Apia', '2011-12-30T09:59Z', '2011-12-29T10:00Z', '2011-12-30T10:00Z'],
  ['day', 'Pacific/Apia', '2011-12-30T10:00Z', '2011-12-30T10:00Z', '2011-12-31T10:00Z'],
  ['week', 'Pacific/Apia', '2011-12-30T09:59Z', '2011-12-26T10:00Z', '2012-01-01T10:00Z'],
  ['day', 'Pacific/Kwajalein', '1993-08-21T11:59Z', '1993-08-20T12:00Z', '1993-08-21T12:00Z'],
  ['day', 'Antarctica/Troll', '2026-03-29T12:00Z', '2026-03-29T00:00Z', '2026-03-29T22:00Z'],
  ['hour', 'Australia/Lord_Howe', '2027-04-03T14:30Z', '2027-04-03T14:00Z', '2027-04-03T15:30Z'],
  ['hour', 'Australia/Lord_Howe', '2027-04-03T15:10Z', '2027-04-03T14:00Z', '2027-04-03T15:30Z'],
  ['hour', 'Australia/Lord_Howe', '2027-10-02T15:10Z', '2027-10-02T14:30Z', '2027-10-02T15:30Z'],
  ['hour', 'Australia/Lord_Howe', '2027-10-02T15:40Z', '2027-10-02T15:30Z', '2027-10-02T16:00Z'],
  ['hour', 'Africa/Monrovia', '1972-01-07T00:50Z', '1972-01-07T00:44:30Z', '1972-01-07T01:00Z'],
] as const)('the %s in %s of %s is %s to %s', (calendar, timeZone, moment, start, end) => {
  expect(iso(period({ calendar, timeZone }, at(moment)))).toEqual(
    [start, end].map((text) => new Date(text).toISOString()),
  );
});
