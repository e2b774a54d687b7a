import type { UnknownCost } from '../price/cost';

/** The values of a monitor's `groupBy`, by path; empty without one. Text, numbers and booleans only. */
export type Group = Readonly<Record<string, string | number | boolean>>;

/** What has been counted in one stretch of a window. `sum` is in micro-dollars if it is money, and has nine digits behind the point. */
export interface Bucket {
  /** Epoch ms; of a calendar window, the start of its period. */
  start: number;
  count: number;
  sum: number;
  bad: number;
}

/** One remembered event of `streak` or `repetition`, ordered by (time, id). */
export interface Outcome {
  time: number;
  id: string;
  /** Of `repetition`: a hash of the values of `key`. */
  key?: string;
  /** Of `streak`. */
  bad?: true;
}

/** The newest outcomes of a group, at most 100, oldest first. */
export interface Outcomes {
  /** 0 if it is not stored yet. */
  version: number;
  last: Outcome[];
}

/** A piece of work, or a heart, that `absence` waits for. Times epoch ms, by the events' own clock. */
export interface Run {
  /** The event's `subject`; empty for heartbeats. */
  run: string;
  version: number;
  /** Who works at it: while this agent is paused, the run's clock stands. */
  agent: string;
  startedAt?: number;
  /** An end before its start is a tombstone. */
  endedAt?: number;
  deadlineMs?: number;
  /** How long the agent had been paused in all when the run began. */
  pausedMsBefore?: number;
  /** It has been found overdue, and its group knows. */
  stalled?: true;
}

/** Runs of one group that are overdue, at most 100. */
export interface Overdue {
  version: number;
  runs: { run: string; deadlineAt: number }[];
}

/** Everything that is stored of a group's counts, as far as its kind needs it. */
export interface Counters {
  buckets: Bucket[];
  outcomes: Outcomes;
  overdue: Overdue;
}

/** Why an event is not counted by a monitor that watches its type; `filtered` is the only one that nobody has to know. */
export type Uncounted = 'filtered' | 'late' | 'skipped' | 'unknownCost';

/** What one event means to one monitor (SEMANTICS 3). */
export type Observation =
  | { kind: 'uncounted'; why: 'filtered' | 'late' }
  | { kind: 'uncounted'; why: 'skipped'; /** As `MissingField` names them. */ missing: string[] }
  | { kind: 'uncounted'; why: 'unknownCost'; group: Group; unknown: UnknownCost }
  | { kind: 'bucket'; group: Group; bucket: Bucket }
  | { kind: 'outcome'; group: Group; outcome: Outcome }
  | {
      kind: 'start' | 'end' | 'beat';
      group: Group;
      run: string;
      agent: string;
      time: number;
      deadlineMs: number;
    };

/** What a group's counters say at a moment. */
export interface Reading {
  /** Epoch ms of the moment. */
  at: number;
  /** Undefined: no data, or fewer than `minSamples`. */
  value: number | undefined;
  samples: number;
  /** Half-open, epoch ms. */
  window: { start: number; end: number };
  /** The first calendar period of a monitor that began in the midst of it. */
  partial?: true;
  /** When it may be another without any event: a bucket leaves the window, a period ends. */
  nextAt?: number;
}
