import fc from 'fast-check';
import { period } from '../../../core/monitor/calendar';

const HOUR = 3_600_000;
const at = (text: string): number => Date.parse(text);
const iso = ({ start, end }: { start: number; end: number }): string[] =>
  [start, end].map((ms) => new Date(ms).toISOString());

it.each([
  ['day', 'UTC', '2026-01-31T23:59:59.999Z', '2026-01-31T00:00:00.000Z', '2026-02-01T00:00:00.000Z'],
  ['day', 'Europe/Paris', '2026-01-31T23:30:00Z', '2026-01-31T23:00:00.000Z', '2026-02-01T23:00:00.000Z'],
  ['day', 'Asia/Kolkata', '2026-01-31T18:30:00Z', '2026-01-31T18:30:00.000Z', '2026-02-01T18:30:00.000Z'],
  ['week', 'UTC', '2026-02-01T12:00:00Z', '2026-01-26T00:00:00.000Z', '2026-02-02T00:00:00.000Z'],
  ['month', 'UTC', '2026-02-28T12:00:00Z', '2026-02-01T00:00:00.000Z', '2026-03-01T00:00:00.000Z'],
  [
    'month',
    'America/New_York',
    '2026-03-15T12:00:00Z',
    '2026-03-01T05:00:00.000Z',
    '2026-04-01T04:00:00.000Z',
  ],
  ['hour', 'Asia/Kolkata', '2026-01-31T12:10:00Z', '2026-01-31T11:30:00.000Z', '2026-01-31T12:30:00.000Z'],
] as const)('3.4 the %s in %s of %s', (calendar, timeZone, moment, start, end) => {
  expect(iso(period({ calendar, timeZone }, at(moment)))).toEqual([start, end]);
});

it.each([
  ['2026-03-29T12:00:00Z', 23],
  ['2026-10-25T12:00:00Z', 25],
  ['2026-06-01T12:00:00Z', 24],
])('3.4 the day of %s in Paris has %i hours', (moment, hours) => {
  const { start, end } = period({ calendar: 'day', timeZone: 'Europe/Paris' }, at(moment));
  expect((end - start) / HOUR).toBe(hours);
});

it('3.4 the hour that the clock repeats is two', () => {
  const hour = { calendar: 'hour', timeZone: 'Europe/Paris' } as const;
  expect(iso(period(hour, at('2026-10-25T00:30:00Z')))).toEqual([
    '2026-10-25T00:00:00.000Z',
    '2026-10-25T01:00:00.000Z',
  ]);
  expect(iso(period(hour, at('2026-10-25T01:30:00Z')))).toEqual([
    '2026-10-25T01:00:00.000Z',
    '2026-10-25T02:00:00.000Z',
  ]);
});

it('refuses a zone that is none', () => {
  expect(() => period({ calendar: 'day', timeZone: 'Mars/Olympus' }, 0)).toThrow('Mars/Olympus');
});

it('3.4 periods are half-open and leave no gap, in every zone and over every change of the clock', () => {
  const zones = [
    'UTC',
    'Europe/Paris',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Chatham',
  ];
  const calendars = ['hour', 'day', 'week', 'month'] as const;
  const time = fc.integer({ min: at('2024-01-01T00:00:00Z'), max: at('2030-01-01T00:00:00Z') });
  fc.assert(
    fc.property(
      fc.constantFrom(...calendars),
      fc.constantFrom(...zones),
      time,
      (calendar, timeZone, moment) => {
        const window = { calendar, timeZone };
        const { start, end } = period(window, moment);
        expect(start <= moment && moment < end).toBe(true);
        expect(period(window, start)).toEqual({ start, end });
        expect(period(window, end - 1)).toEqual({ start, end });
        expect(period(window, end).start).toBe(end);
      },
    ),
    { numRuns: 1_000 },
  );
});
