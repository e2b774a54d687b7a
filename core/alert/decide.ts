import type { Reading } from '../monitor/counters';
import type { Mention } from '../monitor/mention';
import type { Monitor, Threshold } from '../monitor/monitor';
import type { Alert, GroupState, ResolveReason } from './alert';
import { fired, raised, resolved, told } from './edges';
import { isReached } from './rearm';
import { gravest, isBack, isGraver, nameOf } from './thresholds';

export interface Facts {
  /** The id that an alert gets if one begins. */
  newAlertId: string;
  /** Nothing has come since a person resolved the last one: none begins. */
  resting?: boolean;
  /** The one that is open, if one is. */
  alert?: Alert | undefined;
  /** The newest events of the group, newest first. */
  recent?: readonly Mention[] | undefined;
}

/** What a reading makes of a group. Nothing is to be written unless something has changed. */
export interface Decision {
  state: GroupState;
  alert?: Alert;
  changed: boolean;
  /** When it has to be looked at again although nothing happens, epoch ms. */
  dueAt?: number;
}

/** The sweep comes once a minute; looking more often would see no more. */
const MIN_PAUSE_MS = 10_000;

/** The life of an alert (SEMANTICS 4.1, 4.3): what a reading makes of one monitor's group. */
export function decide(monitor: Monitor, before: GroupState, reading: Reading, facts: Facts): Decision {
  const now = reading.at;
  // A batch that comes late does not begin a period again that is over.
  if (before.period !== undefined && reading.window.start < before.period)
    return { state: before, changed: false };
  const fresh = inPeriod(monitor, before, reading);
  const open = facts.alert;
  const ended = fresh !== before && fresh.period !== before.period && isOpen(before) && open;
  const opened = ended ? resolved(fresh, open, 'windowEnded', now) : undefined;
  // The episode that ends and the one that may begin have an alert each: the next look begins it.
  if (opened) return { ...opened, state: { ...opened.state }, changed: true, dueAt: now };

  const next = judged(monitor, disarmed(monitor, fresh, reading), reading, facts);
  const changed = next.alert !== undefined || JSON.stringify(next.state) !== JSON.stringify(before);
  const dueAt = nextLook(monitor, next.state, reading);
  return { ...next, changed, ...(dueAt !== undefined && { dueAt }) };
}

const isOpen = ({ state }: GroupState): boolean => state === 'firing' || state === 'recovering';

/** In a new calendar period nothing has been told yet. */
function inPeriod(monitor: Monitor, before: GroupState, { window }: Reading): GroupState {
  if (!monitor.window || !('calendar' in monitor.window) || before.period === window.start) return before;
  const { done: _done, armedFrom: _from, ...rest } = before;
  return { ...rest, period: window.start };
}

/** A forecast that has been well again since a person acted is published as at the first time. */
function disarmed(monitor: Monitor, before: GroupState, { value }: Reading): GroupState {
  if (before.armedFrom === undefined || value === undefined || !isBack(monitor, value)) return before;
  const { armedFrom: _, ...rest } = before;
  return rest;
}

interface Judged {
  state: GroupState;
  alert?: Alert;
}

function judged(monitor: Monitor, before: GroupState, reading: Reading, facts: Facts): Judged {
  const worst = facts.resting && !isOpen(before) ? undefined : worstOf(monitor, before, reading);
  if (worst) return breached(monitor, before, reading, worst, facts);
  if (reading.value === undefined) return unknown(monitor, before, reading, facts);
  return calm(monitor, before, reading, facts);
}

/** The gravest threshold that is crossed; without data, the gravest of all if that is to fire. */
function worstOf(monitor: Monitor, before: GroupState, { value, samples }: Reading): Threshold | undefined {
  const { thresholds, onNoData } = monitor;
  if (value === undefined) return onNoData === 'fire' && samples === 0 ? gravest(thresholds) : undefined;
  const crossed = thresholds.filter((threshold) => isReached(threshold, monitor, before, value));
  if (isOpen(before)) return gravest(crossed);
  // Each threshold once in a calendar period, unless a person has armed it again.
  return gravest(crossed.filter((threshold) => !before.done?.includes(nameOf(threshold, monitor))));
}

function breached(
  monitor: Monitor,
  before: GroupState,
  reading: Reading,
  worst: Threshold,
  { newAlertId, alert, recent }: Facts,
): Judged {
  const told = withDone(monitor, before, reading);
  if (isOpen(before) && alert) {
    const { since: _, ...back } = told;
    const firing: GroupState = { ...back, state: 'firing' };
    const seen: Alert = { ...alert, status: 'firing' };
    if (isGraver(worst.severity, alert.severity))
      return raised(monitor, { state: firing, alert: seen }, reading, worst, recent);
    return before.state === 'recovering' ? { state: firing, alert: seen } : { state: firing };
  }
  const since = before.state === 'pending' ? (before.since ?? reading.at) : reading.at;
  if (reading.at - since >= monitor.holdSeconds * 1_000)
    return fired(monitor, told, reading, worst, { newAlertId, recent });
  return { state: { ...before, state: 'pending', since } };
}

/** In a calendar window: all that are crossed have been told of with the gravest of them. */
function withDone(monitor: Monitor, before: GroupState, { value }: Reading): GroupState {
  if (before.period === undefined || value === undefined) return before;
  const crossed = monitor.thresholds
    .filter((threshold) => isReached(threshold, monitor, before, value))
    .map((threshold) => nameOf(threshold, monitor));
  const done = [...new Set([...(before.done ?? []), ...crossed])];
  return done.length === (before.done?.length ?? 0) ? before : { ...before, done };
}

/** No data, or too little of it to judge. */
function unknown(monitor: Monitor, before: GroupState, reading: Reading, { alert }: Facts): Judged {
  if (monitor.onNoData !== 'resolve' || reading.samples > 0) return { state: before };
  if (isOpen(before) && alert) return resolved(before, alert, 'noData', reading.at, reading);
  return { state: withoutWaiting(before) };
}

function calm(monitor: Monitor, before: GroupState, reading: Reading, { alert }: Facts): Judged {
  if (!isOpen(before) || !alert) return { state: withoutWaiting(before) };
  const { value, at } = reading;
  if (before.state === 'firing' && !(value !== undefined && isBack(monitor, value))) return { state: before };
  const since = before.state === 'recovering' ? (before.since ?? at) : at;
  if (at - since >= monitor.resolveAfterSeconds * 1_000)
    return resolved(before, alert, 'recovered', at, reading);
  const recovering: Judged = { state: { ...before, state: 'recovering', since } };
  return before.state === 'recovering'
    ? recovering
    : { ...recovering, alert: { ...alert, status: 'recovering' } };
}

function withoutWaiting(before: GroupState): GroupState {
  if (before.state !== 'pending') return before;
  const { since: _, ...rest } = before;
  return { ...rest, state: 'ok' };
}

function nextLook(monitor: Monitor, { state, since }: GroupState, reading: Reading): number | undefined {
  const waits = { pending: monitor.holdSeconds, recovering: monitor.resolveAfterSeconds };
  const waited =
    (state === 'pending' || state === 'recovering') && since !== undefined
      ? since + waits[state] * 1_000
      : Infinity;
  // A wait that is over and still goes on, for want of data, ends with the next thing that is known.
  const left = waited > reading.at ? waited : Infinity;
  const moved = reading.nextAt === undefined ? Infinity : Math.max(reading.nextAt, reading.at + MIN_PAUSE_MS);
  const at = Math.min(left, moved);
  return at === Infinity ? undefined : at;
}

/** Ends an open episode for a reason that no reading gives; undefined if none is open. */
export function close(
  state: GroupState,
  alert: Alert,
  reason: ResolveReason,
  now: number,
): { state: GroupState; alert: Alert } | undefined {
  if (alert.status === 'resolved' || state.alert !== alert.id) return undefined;
  const closed = resolved(state, alert, reason, now);
  return reason === 'manual' ? { ...closed, state: { ...closed.state, closedAt: now } } : closed;
}

/** A person knows; undefined if there is nothing to know any more, or it is known already. */
export function acknowledged(
  state: GroupState,
  alert: Alert,
  actor: string,
  now: number,
): { state: GroupState; alert: Alert } | undefined {
  if (alert.status === 'resolved' || alert.acknowledgedAt !== undefined || state.alert !== alert.id)
    return undefined;
  const edge = state.edge + 1;
  const known: Alert = { ...alert, edge, acknowledgedAt: now, acknowledgedBy: actor };
  const todo = { ...alert.todo, ...told(known, 'acknowledged', alert.severity) };
  return { state: { ...state, edge }, alert: { ...known, todo } };
}
