import fc from 'fast-check';
import type { Outcome } from '../../../core/monitor/counters';
import { addBuckets, addOutcome } from '../../../core/monitor/fold';
import { bucketMs, bucketsOf, bucketStart } from '../../../core/monitor/grid';
import { reading } from '../../../core/monitor/reading';
import { bucket, counters, monitor } from './monitor';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const DAILY = { calendar: 'day', timeZone: 'UTC' } as const;

describe('3.4 sliding windows', () => {
  const times = fc.array(fc.integer({ min: 0, max: 3_000_000 }), { maxLength: 60 });

  it('3.4 are never narrower than asked, and at most one bucket wider', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        times,
        fc.integer({ min: 0, max: 3_000_000 }),
        (seconds, all, at) => {
          const of = monitor({ window: { slidingSeconds: seconds } });
          const past = all.filter((time) => time <= at);
          const byStart = Map.groupBy(past, (time) => bucketStart(of, time));
          const buckets = [...byStart].map(([start, { length }]) => bucket(start, { count: length }));
          const { value = 0 } = reading(of, counters({ buckets }), at);
          const within = (ms: number): number => past.filter((time) => time > at - ms).length;
          expect(value).toBeGreaterThanOrEqual(within(seconds * 1_000));
          expect(value).toBeLessThanOrEqual(within(seconds * 1_000 + bucketMs(seconds)));
        },
      ),
    );
  });

  it('3.4 have 60 buckets of at least a second', () => {
    expect([1, 60, 600, 86_400].map(bucketMs)).toEqual([1_000, 1_000, 10_000, 1_440_000]);
  });

  it('3.4 read every bucket that they take in', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9_999 }), fc.integer({ min: 1e12, max: 2e12 }), (seconds, at) => {
        const of = monitor({ window: { slidingSeconds: seconds } });
        expect(bucketsOf(of, at).from).toBeLessThanOrEqual(bucketStart(of, at - seconds * 1_000 + 1));
      }),
    );
  });

  it('say when their oldest bucket leaves', () => {
    const of = monitor({ window: { slidingSeconds: 600 } });
    const { nextAt = 0, value } = reading(
      of,
      counters({ buckets: [bucket(10_000), bucket(50_000)] }),
      60_000,
    );
    expect([value, nextAt]).toEqual([2, 620_000]);
    expect(reading(of, counters({ buckets: [bucket(10_000), bucket(50_000)] }), nextAt).value).toBe(1);
  });
});

describe('3.4 calendar windows', () => {
  const daily = monitor({ kind: 'sum', value: 'data.x', window: DAILY });

  it('3.4 count their own period, and nothing of the one before', () => {
    const stored = counters({ buckets: [bucket(0, { sum: 70 }), bucket(DAY, { sum: 5 })] });
    expect(reading(daily, stored, DAY + HOUR)).toMatchObject({
      value: 5,
      window: { start: DAY, end: 2 * DAY },
      nextAt: 2 * DAY,
    });
    expect(reading(daily, stored, DAY - 1).value).toBe(70);
  });

  it('3.4 the first period is partial', () => {
    expect(reading(daily, counters(), DAY + HOUR, DAY + 1)).toHaveProperty('partial', true);
    expect(reading(daily, counters(), 2 * DAY, DAY + 1)).not.toHaveProperty('partial');
  });
});

describe('3.8 average and rate', () => {
  const rate = monitor({ kind: 'rate', minSamples: 4, badFilter: {} });
  const of = (count: number, bad: number) => counters({ buckets: [bucket(0, { count, bad, sum: 10 })] });

  it('3.8 have no value with fewer than minSamples', () => {
    expect(reading(rate, of(3, 3), 1)).toMatchObject({ value: undefined, samples: 3 });
    expect(reading(rate, of(4, 1), 1)).toMatchObject({ value: 0.25, samples: 4 });
    expect(reading(monitor({ kind: 'average' }), of(4, 0), 1).value).toBe(2.5);
    expect(reading(monitor({ kind: 'average', minSamples: 0 }), counters(), 1).value).toBeUndefined();
  });

  it('count and sum without events are 0', () => {
    expect(reading(monitor(), counters(), 1)).toMatchObject({ value: 0, samples: 0 });
  });
});

describe('3.8 forecast', () => {
  const forecast = monitor({ kind: 'forecast', value: 'cost', window: DAILY, limit: 1_000 });
  const spent = (sum: number) => counters({ buckets: [bucket(0, { sum })] });

  it.each([
    [0.5, 400, 800],
    [0.25, 400, 1_600],
    [0.09, 400, undefined],
    [0.5, 49, undefined],
    [0.5, 50, 100],
  ])('3.8 at %d of the day, %i spent: %p', (share, sum, value) => {
    expect(reading(forecast, spent(sum), share * DAY).value).toBe(value);
  });

  it('3.8 is of the real period: a day of 23 hours is over sooner', () => {
    const paris = { ...forecast, window: { calendar: 'day', timeZone: 'Europe/Paris' } as const };
    const start = Date.parse('2026-03-28T23:00:00Z');
    const known = counters({ buckets: [bucket(start, { sum: 500 })] });
    expect(reading(paris, known, start + 11.5 * HOUR).value).toBe(1_000);
  });

  it('3.8 of a partial period, is over what was watched', () => {
    expect(reading(forecast, spent(100), 0.75 * DAY, 0.5 * DAY).value).toBe(200);
  });
});

describe('3.8 change', () => {
  const change = monitor({ kind: 'change', value: 'cost', minValue: 10 });
  const usual = (hours: number, sum: number) =>
    Array.from({ length: hours }, (_, hour) => bucket(DAY + hour * HOUR, { sum }));
  const now = 5 * DAY + 20 * MINUTE;

  it('3.8 is this hour, unscaled, in usual ones', () => {
    const buckets = [...usual(24, 100), bucket(5 * DAY, { sum: 300 })];
    expect(reading(change, counters({ buckets }), now)).toMatchObject({ value: 3, samples: 1 });
  });

  it('3.8 needs 24 hours that were not empty', () => {
    expect(
      reading(change, counters({ buckets: [...usual(23, 100), bucket(5 * DAY, { sum: 300 })] }), now).value,
    ).toBeUndefined();
  });

  it('3.8 never compares with less than minValue', () => {
    expect(
      reading(change, counters({ buckets: [...usual(24, 1), bucket(5 * DAY, { sum: 30 })] }), now).value,
    ).toBe(3);
  });

  it('3.8 looks back seven days', () => {
    const buckets = [...usual(24, 100), bucket(12 * DAY, { sum: 300 })];
    expect(reading(change, counters({ buckets }), 12 * DAY + 1).value).toBeUndefined();
  });
});

describe('3.6 streak and repetition', () => {
  const outcomes = (...last: Outcome[]) => counters({ outcomes: { version: 1, last } });
  const bad = (time: number): Outcome => ({ time, id: `${time}`, bad: true });
  const good = (time: number): Outcome => ({ time, id: `${time}` });
  const call = (time: number, key: string): Outcome => ({ time, id: `${time}`, key });

  it('3.6 a streak is what has been bad since the newest good one', () => {
    const streak = monitor({ kind: 'streak' });
    const value = (...last: Outcome[]) => reading(streak, outcomes(...last), 100).value;
    expect([
      value(),
      value(good(1)),
      value(bad(1), bad(2)),
      value(bad(1), good(2), bad(3)),
      value(bad(1), good(2)),
    ]).toEqual([undefined, 0, 2, 1, 0]);
  });

  it('3.6 repetition is the most of one key within the window', () => {
    const repetition = monitor({ kind: 'repetition', window: { slidingSeconds: 10 } });
    const stored = outcomes(
      call(1_000, 'a'),
      call(5_000, 'b'),
      call(8_000, 'a'),
      call(9_000, 'a'),
      call(10_000, 'a'),
    );
    expect(reading(repetition, stored, 10_000)).toMatchObject({ value: 4, nextAt: 11_000 });
    expect(reading(repetition, stored, 11_000).value).toBe(3);
  });

  const outcome = fc.record({
    time: fc.integer({ min: 0, max: 50 }),
    id: fc.stringMatching(/^[a-d]$/),
    bad: fc.constant(true),
  });

  it('3.6 outcomes are the same in whatever order they come, and twice is once', () => {
    fc.assert(
      fc.property(
        fc.array(outcome, { maxLength: 130 }),
        fc.infiniteStream(fc.double({ min: 0, max: 1 })),
        (all, random) => {
          const add = (some: readonly Outcome[]) => some.reduce(addOutcome, { version: 0, last: [] }).last;
          const keys = new Map(all.map((one) => [one, random.next().value ?? 0]));
          const other = [...all, ...all].toSorted((a, b) => (keys.get(a) ?? 0) - (keys.get(b) ?? 0));
          expect(add(other)).toEqual(add(all));
          expect(add(all).length).toBeLessThanOrEqual(100);
        },
      ),
    );
  });
});

describe('3.7 absence', () => {
  const absence = monitor({ kind: 'absence', deadlineSeconds: 60 });

  it('3.7 is how many seconds the longest overdue has been so', () => {
    const overdue = {
      version: 1,
      runs: [
        { run: 'a', deadlineAt: 9_000 },
        { run: 'b', deadlineAt: 5_000 },
      ],
    };
    expect(reading(absence, counters({ overdue }), 12_000)).toMatchObject({ value: 7, samples: 2 });
    expect(reading(absence, counters(), 12_000).value).toBe(0);
  });
});

it('buckets of one start add up', () => {
  expect(addBuckets(bucket(5, { sum: 2, bad: 1 }), bucket(5, { count: 3, sum: 4 }))).toEqual({
    start: 5,
    count: 4,
    sum: 6,
    bad: 1,
  });
});
