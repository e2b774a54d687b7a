import type { Group } from '../monitor/counters';
import type { Mention } from '../monitor/mention';
import type { Action, Severity } from '../monitor/monitor';
import type { AskedOfAgent } from './asked';

/** What subscribers are notified of: `alert.firing` (fired, raised), `alert.acknowledged`, `alert.resolved`. */
export type Edge = 'fired' | 'raised' | 'acknowledged' | 'resolved';

export type ResolveReason =
  | 'recovered'
  | 'noData'
  | 'windowEnded'
  | 'monitorChanged'
  | 'monitorDisabled'
  | 'monitorDeleted'
  | 'resumed'
  | 'manual';

/**
 * One monitor's state for one group: a row of `monitoring`. An evaluation writes it on its `version`; counting
 * touches only `dueAt`. Times epoch ms.
 */
export interface GroupState {
  /** A hash of the group's values. */
  id: string;
  project: string;
  monitor: string;
  generation: number;
  group: Group;
  version: number;
  state: 'ok' | 'pending' | 'firing' | 'recovering';
  /** Since when it has been pending or recovering without a break. */
  since?: number;
  /** Grows with every alert of this group; alert and events are named by it. */
  episode: number;
  /** Edges of this episode so far. */
  edge: number;
  /** The alert of the episode that is open. */
  alert?: string;
  severity?: Severity;
  /** Of a calendar window: which period the done thresholds belong to, by its start. */
  period?: number;
  /** Thresholds that were reported in this period, e.g. `atPercent:50@1000000`: raising the limit re-arms. */
  done?: string[];
  /**
   * Of an account (SEMANTICS 5.4): by threshold, how much was counted when a person last ended an alert that had told of
   * it. The threshold is crossed by what comes on top.
   */
  armedFrom?: Record<string, number>;
  /** A person has resumed the agent: what happened before is not looked at any more (SEMANTICS 5.4). */
  ignoreBefore?: number;
  /** When a person has resolved its alert, epoch ms: without another event none begins. */
  closedAt?: number;
  /** Stands for all groups beyond the monitor's 1,000: it alerts, and never acts (3.9). */
  overflow?: true;
}

/** What is still to be done of what an alert has decided. Each is done at least once and has its effect once. */
export type Todo =
  | {
      kind: 'publish';
      type: 'alert.firing' | 'alert.acknowledged' | 'alert.resolved';
      edge: number;
      data: AlertData;
    }
  | { kind: 'act'; edge: number; action: Action; agent: string }
  | { kind: 'lift'; edge: number; agent: string };

/** One episode of a monitor for one group. Times epoch ms. */
export interface Alert {
  id: string;
  project: string;
  monitor: { id: string; name: string };
  generation: number;
  /** The group's hash and values. */
  groupId: string;
  group: Group;
  labels: Record<string, string>;
  episode: number;
  status: 'firing' | 'recovering' | 'resolved';
  severity: Severity;
  version: number;
  edge: number;
  value: number | null;
  /** The compared number of the threshold that is crossed. */
  threshold: number;
  /** Of a monitor with one, in the value's unit. */
  limit?: number;
  unit: Unit;
  /** What was seen when it fired or became worse, in words. */
  summary: string;
  window: { start: number; end: number };
  /** The newest events that it is about, newest first, at most three. */
  events: Mention[];
  /** What has been asked of agents. */
  asked: AskedOfAgent[];
  startedAt: number;
  acknowledgedAt?: number;
  acknowledgedBy?: string;
  resolvedAt?: number;
  reason?: ResolveReason;
  /** Agents of whom something was asked that lasts as long as this alert. */
  lifts?: string[];
  /** By a name each, so that one can be taken off without the others. */
  todo: Record<string, Todo>;
}

/** `share`: 0 to 1. `times`: repeats of one key, or this hour in usual hours. */
export type Unit = 'events' | 'microUsd' | 'share' | 'seconds' | 'times' | 'value';

/** `data` of `alert.firing`, `alert.acknowledged` and `alert.resolved` (SEMANTICS 4.4). Times RFC 3339. */
export interface AlertData {
  id: string;
  monitor: { id: string; name: string };
  group: Group;
  labels: Record<string, string>;
  severity: Severity;
  previousSeverity: Severity | null;
  status: 'firing' | 'acknowledged' | 'resolved';
  edge: Edge;
  value: number | null;
  threshold: number;
  /** Null for a monitor without one. */
  limit: number | null;
  /** `value` of `limit`, rounded down to a tenth; null without either. */
  percent: number | null;
  unit: Unit;
  /** What was seen, in words: `5 failures in 10 minutes`. */
  summary: string;
  window: { start: string; end: string };
  /** The newest events that it is about, newest first, at most three. */
  events: { id: string; receivedAt: string; run?: string; error?: string }[];
  /** What has been asked of agents. */
  actions: AskedOfAgent[];
  startedAt: string;
  reason: string | null;
  links: Record<string, string>;
  /** A test of who is notified: nothing fires. */
  test?: true;
}
