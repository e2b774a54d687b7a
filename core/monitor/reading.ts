import { period } from './calendar';
import type { Bucket, Counters, Outcome, Overdue, Reading } from './counters';
import { bucketMs, bucketsOf, USUAL_MS } from './grid';
import type { Monitor } from './monitor';
import { inSteps } from './storable-number';

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
/** `forecast` judges from here on: of the period, and of the limit (SEMANTICS 3.8). */
const MIN_ELAPSED = 0.1;
const MIN_SPENT = 0.05;
/** `change`: complete hours that are not empty. */
const MIN_HOURS = 24;

/** What a group's counters say at `at`; `createdAt` (epoch ms) makes the period partial that the monitor began in. */
export function reading(monitor: Monitor, counters: Counters, at: number, createdAt = 0): Reading {
  switch (monitor.kind) {
    case 'streak':
      return streak(counters.outcomes.last, at);
    case 'repetition':
      return repetition(monitor, counters.outcomes.last, at);
    case 'absence':
      return absence(counters.overdue, at);
    case 'change':
      return change(monitor, counters.buckets, at);
    case 'forecast':
      return forecast(monitor, counters.buckets, at, createdAt);
    case 'count':
    case 'sum':
    case 'average':
    case 'rate':
      return counted(monitor, counters.buckets, at, createdAt);
  }
}

interface Total {
  count: number;
  sum: number;
  bad: number;
}

function total(buckets: readonly Bucket[]): Total {
  const all = { count: 0, sum: 0, bad: 0 };
  for (const { count, sum, bad } of buckets) {
    all.count += count;
    all.sum += sum;
    all.bad += bad;
  }
  return { ...all, sum: inSteps(all.sum) };
}

function counted(monitor: Monitor, buckets: readonly Bucket[], at: number, createdAt: number): Reading {
  const { from, to } = bucketsOf(monitor, at);
  const taken = buckets.filter(({ start }) => start >= from && start <= to);
  const all = total(taken);
  return { at, value: valueOf(monitor, all), samples: all.count, ...spanOf(monitor, taken, at, createdAt) };
}

function valueOf({ kind, minSamples }: Monitor, { count, sum, bad }: Total): number | undefined {
  if (kind === 'count') return count;
  if (kind === 'sum') return sum;
  if (count < Math.max(1, minSamples)) return undefined;
  return kind === 'rate' ? bad / count : sum / count;
}

function spanOf(
  { window }: Monitor,
  taken: readonly Bucket[],
  at: number,
  createdAt: number,
): Pick<Reading, 'window' | 'partial' | 'nextAt'> {
  if (window && 'calendar' in window) {
    const whole = period(window, at);
    return { window: whole, nextAt: whole.end, ...(createdAt > whole.start && { partial: true }) };
  }
  const widthMs = (window?.slidingSeconds ?? 0) * 1_000;
  const oldest = Math.min(...taken.filter(({ count }) => count > 0).map(({ start }) => start));
  return {
    window: { start: at - widthMs, end: at },
    ...(oldest !== Infinity && { nextAt: oldest + bucketMs(widthMs / 1_000) + widthMs }),
  };
}

/** Bad ones in a row up to the newest. What is forgotten after days of silence is no success: there is no data. */
function streak(last: readonly Outcome[], at: number): Reading {
  if (last.length === 0) return { at, value: undefined, samples: 0, window: { start: at, end: at } };
  const row = last.length - 1 - last.findLastIndex(({ bad }) => !bad);
  const start = last.at(-row)?.time ?? at;
  return { at, value: row, samples: last.length, window: { start: row > 0 ? start : at, end: at } };
}

function repetition({ window }: Monitor, last: readonly Outcome[], at: number): Reading {
  const widthMs = window && 'slidingSeconds' in window ? window.slidingSeconds * 1_000 : 0;
  const whole = window && 'calendar' in window ? period(window, at) : { start: at - widthMs, end: at };
  // A calendar period is half-open; a sliding window ends with the moment itself.
  const taken = last.filter(({ time }) => time > whole.start - (widthMs > 0 ? 0 : 1) && time <= at);
  const times = Map.groupBy(taken, ({ key }) => key);
  const most = Math.max(0, ...[...times.values()].map(({ length }) => length));
  const oldest = taken[0]?.time;
  const nextAt = widthMs === 0 ? whole.end : oldest === undefined ? undefined : oldest + widthMs;
  return { at, value: most, samples: taken.length, window: whole, ...(nextAt !== undefined && { nextAt }) };
}

/** Seconds that the longest overdue has been so. */
function absence({ runs }: Overdue, at: number): Reading {
  const first = Math.min(...runs.map((run) => run.deadlineAt));
  if (first === Infinity) return { at, value: 0, samples: 0, window: { start: at, end: at } };
  const value = Math.max(0, (at - first) / 1_000);
  return { at, value, samples: runs.length, window: { start: first, end: at }, nextAt: at + MINUTE_MS };
}

/** Spent ÷ elapsed share of the real period; of a partial one, the share that was watched. */
function forecast(monitor: Monitor, buckets: readonly Bucket[], at: number, createdAt: number): Reading {
  const known = counted(monitor, buckets, at, createdAt);
  const { start, end } = known.window;
  const begun = Math.max(start, Math.min(createdAt, at));
  const elapsed = (at - begun) / (end - begun);
  const { sum } = total(buckets.filter((bucket) => bucket.start === start));
  const enough = elapsed >= MIN_ELAPSED && sum >= MIN_SPENT * (monitor.limit ?? 0);
  const nextAt = Math.min(end, at + Math.max(MINUTE_MS, (end - start) / 60));
  return { ...known, value: enough ? sum / elapsed : undefined, nextAt };
}

/** This hour, as far as it is, in usual hours: the median of the complete ones of seven days that were not empty. */
function change({ minValue = 0 }: Monitor, buckets: readonly Bucket[], at: number): Reading {
  const hour = at - (at % HOUR_MS);
  const now = total(buckets.filter(({ start }) => start === hour));
  const complete = buckets.filter(
    ({ start, count }) => start >= hour - USUAL_MS && start < hour && count > 0,
  );
  const usual = Math.max(median(complete.map(({ sum }) => sum)), minValue);
  const known = complete.length >= MIN_HOURS && usual > 0;
  return {
    ...{ at, value: known ? now.sum / usual : undefined, samples: now.count },
    ...{ window: { start: hour, end: hour + HOUR_MS }, nextAt: hour + HOUR_MS },
  };
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = Math.floor(sorted.length / 2);
  const [low, high] = [sorted[middle - 1] ?? 0, sorted[middle] ?? 0];
  return sorted.length % 2 === 1 ? high : (low + high) / 2;
}
