import type { Expected } from './expected';
import type { EventPattern } from '../subscription/subscription';

export const MONITOR_KINDS = [
  'count',
  'sum',
  'average',
  'rate',
  'streak',
  'repetition',
  'absence',
  'forecast',
  'change',
] as const;
export type MonitorKind = (typeof MONITOR_KINDS)[number];

/** Gravest first. */
export const SEVERITIES = ['critical', 'error', 'warning', 'info'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** Sliding: the last so many seconds. Calendar: half-open periods of an IANA zone, weeks from Monday (SEMANTICS 3.4). */
export type MonitorWindow =
  { slidingSeconds: number } | { calendar: 'hour' | 'day' | 'week' | 'month'; timeZone: string };

/** `atPercent` is of the monitor's `limit`. `recoverAt` is in the unit of the compared value (of a percentage: percent). */
export type Threshold = ({ atLeast: number } | { below: number } | { atPercent: number }) & {
  severity: Severity;
  recoverAt?: number;
};

/** When a hold ends: by a person, with its alert, with the calendar window, or after so many seconds (SEMANTICS 5.1). */
export type Until = 'human' | 'resolved' | 'windowEnd' | number;

interface ActionSettings {
  /** Whom it is about, if the monitor does not group by `source`; `all` is one row for the whole project. */
  agents?: string[] | 'all';
  until?: Until;
  /** Done from this severity on; without it, from the least of the thresholds. */
  atSeverity?: Severity;
}

export type Action =
  | (ActionSettings & { kind: 'pauseAgent' })
  | (ActionSettings & { kind: 'switchModel'; from: string; to: string })
  | (ActionSettings & { kind: 'requestReview'; /** False asks without pausing. */ hold?: boolean });

/** A standing question about events, as it is stored. Seconds, unless a name says otherwise; times epoch ms. */
export interface Monitor {
  id: string;
  project: string;
  name: string;
  kind: MonitorKind;
  enabled: boolean;
  /** Of `absence` with `startTypes`: empty. */
  eventTypes: string[];
  filter?: EventPattern;
  /** Paths: `source`, `subject`, `type`, `data.a.b`. */
  groupBy: string[];
  window?: MonitorWindow;
  /** Arithmetic over `data.*`, or `cost`. */
  value?: string;
  /** Of `rate` and `streak`: what is bad. */
  badFilter?: EventPattern;
  /** Of `repetition`: the paths whose values make two events the same. */
  key?: string[];
  /** Of `absence`: what begins and what ends a run; without them every event is a sign of life. */
  startTypes?: string[];
  endTypes?: string[];
  deadlineSeconds?: number;
  /** Of `absence` without `startTypes`: groups that are waited for from the beginning. */
  expected?: Expected[];
  /** All of one direction, gravest first. */
  thresholds: Threshold[];
  limit?: number;
  /** Of `change`: what it is compared with is never less than this. */
  minValue?: number;
  minSamples: number;
  holdSeconds: number;
  resolveAfterSeconds: number;
  onNoData: 'keep' | 'resolve' | 'fire';
  latenessSeconds: number;
  cooldownSeconds: number;
  labels: Record<string, string>;
  actions: Action[];
  /** Whose marks tell whether an event has been counted; for life (SEMANTICS 3.1). */
  shard: number;
  /** Grows when what is counted changes; counters of another generation are another monitor's (3.9). */
  generation: number;
  revision: number;
  createdAt: number;
  updatedAt: number;
}

/** The types of events that a monitor looks at. */
export const watchedTypes = ({ eventTypes, startTypes, endTypes }: Monitor): string[] => [
  ...new Set([...eventTypes, ...(startTypes ?? []), ...(endTypes ?? [])]),
];
