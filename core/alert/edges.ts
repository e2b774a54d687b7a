import type { Reading } from '../monitor/counters';
import type { Mention } from '../monitor/mention';
import type { Action, Monitor, Severity, Threshold } from '../monitor/monitor';
import type { Alert, Edge, GroupState, ResolveReason, Todo } from './alert';
import { nearestStorable } from '../monitor/storable-number';
import { alertData, unitOf } from './alert-data';
import { askedOf, withAsked } from './asked';
import { summaryOf } from './summary';
import { isAtLeast, numberOf } from './thresholds';

/** A group's state and its open alert, after an edge and before the next one. */
export interface AfterEdge {
  state: GroupState;
  alert: Alert;
}

/** What the value was, in the words of an alert; without data there is none. */
const measured = ({ value, window }: Reading) => ({
  value: value === undefined ? null : nearestStorable(value),
  window,
});

/** What a crossed threshold says of a reading. */
function crossing(monitor: Monitor, reading: Reading, threshold: Threshold) {
  const at = measured(reading);
  const number = nearestStorable(numberOf(threshold, monitor));
  return {
    ...at,
    threshold: number,
    unit: unitOf(monitor),
    summary: summaryOf(monitor, at.value, number),
    ...(monitor.limit !== undefined && { limit: nearestStorable(monitor.limit) }),
  };
}

/** What is known of an alert that begins or becomes worse, beside the reading. */
export interface Circumstances {
  newAlertId: string;
  recent?: readonly Mention[] | undefined;
}

/** A new episode begins. */
export function fired(
  monitor: Monitor,
  before: GroupState,
  reading: Reading,
  threshold: Threshold,
  { newAlertId, recent = [] }: Circumstances,
): AfterEdge {
  const { severity } = threshold;
  const { since: _, ...rest } = before;
  const episode = before.episode + 1;
  const state: GroupState = { ...rest, state: 'firing', episode, edge: 1, alert: newAlertId, severity };
  const alert: Alert = {
    id: newAlertId,
    project: monitor.project,
    monitor: { id: monitor.id, name: monitor.name },
    generation: monitor.generation,
    groupId: before.id,
    group: before.group,
    labels: monitor.labels,
    episode,
    status: 'firing',
    severity,
    version: 1,
    edge: 1,
    ...crossing(monitor, reading, threshold),
    events: [...recent],
    asked: [],
    startedAt: reading.at,
    todo: {},
  };
  return {
    state,
    alert: withActions(monitor, state, alert, { edge: 'fired', before: null, now: reading.at }),
  };
}

/** It has become worse: the person who acknowledged it did not know that (SEMANTICS 4.3). */
export function raised(
  monitor: Monitor,
  { state: before, alert: seen }: AfterEdge,
  reading: Reading,
  threshold: Threshold,
  recent: readonly Mention[] = [],
): AfterEdge {
  const { severity } = threshold;
  const { acknowledgedAt: _at, acknowledgedBy: _by, ...rest } = seen;
  const edge = before.edge + 1;
  const state: GroupState = { ...before, edge, severity };
  const alert: Alert = {
    ...rest,
    severity,
    edge,
    ...crossing(monitor, reading, threshold),
    ...(recent.length > 0 && { events: [...recent] }),
  };
  return {
    state,
    alert: withActions(monitor, state, alert, { edge: 'raised', before: seen.severity, now: reading.at }),
  };
}

/** The alert with what follows from firing, or from firing more gravely than `before`. */
function withActions(
  monitor: Monitor,
  state: GroupState,
  alert: Alert,
  { edge, before, now }: { edge: Edge; before: Severity | null; now: number },
): Alert {
  const acts = actsOf(monitor, state, before, alert.severity);
  const more = acts.map(({ action, agent }) => askedOf(action, agent, alert.window.end, now));
  const asking: Alert = { ...alert, asked: withAsked(alert.asked, more) };
  const lasting = acts.filter(({ action }) => lastsAsLong(action)).map(({ agent }) => agent);
  const lifts = [...new Set([...(alert.lifts ?? []), ...lasting])];
  const todo = { ...alert.todo, ...told(asking, edge, before), ...named(state.edge, 'act', acts) };
  return { ...asking, todo, ...(lifts.length > 0 && { lifts }) };
}

/** Without a word about its end, a switch lasts as long as its alert (SEMANTICS 5.1). */
const lastsAsLong = ({ kind, until = kind === 'switchModel' ? 'resolved' : 'human' }: Action): boolean =>
  until === 'resolved';

const named = <T extends object, K extends string>(edge: number, kind: K, what: readonly T[]) =>
  Object.fromEntries(what.map((one, n) => [`${edge}-${kind}-${n}`, { kind, edge, ...one }]));

/** The episode is over. `reading` is missing if nobody has looked: a person or a change of the monitor ends it. */
export function resolved(
  before: GroupState,
  seen: Alert,
  reason: ResolveReason,
  now: number,
  reading?: Reading,
): AfterEdge {
  const { since: _, alert: _alert, severity: _severity, ...rest } = before;
  const edge = before.edge + 1;
  const alert: Alert = {
    ...seen,
    status: 'resolved',
    edge,
    reason,
    resolvedAt: now,
    ...(reading && measured(reading)),
  };
  const lifts = (seen.lifts ?? []).map((agent) => ({ agent }));
  const todo = { ...seen.todo, ...told(alert, 'resolved', seen.severity), ...named(edge, 'lift', lifts) };
  return { state: { ...rest, state: 'ok', edge }, alert: { ...alert, todo } };
}

const EVENT_TYPES = {
  fired: 'alert.firing',
  raised: 'alert.firing',
  acknowledged: 'alert.acknowledged',
  resolved: 'alert.resolved',
} as const;

/** The publication of the edge that an alert is at. */
export const told = (alert: Alert, edge: Edge, previous: Severity | null): Record<string, Todo> => ({
  [`${alert.edge}-publish`]: {
    kind: 'publish',
    type: EVENT_TYPES[edge],
    edge: alert.edge,
    data: alertData(alert, edge, previous),
  },
});

/** The empty agent stands for all. */
export function agentsOf(action: Monitor['actions'][number], group: GroupState['group']): string[] {
  if (action.agents === 'all') return [''];
  if (action.agents) return action.agents;
  return group.source === undefined ? [] : [String(group.source)];
}

/** What is to be done now that was not to be done at the severity before. */
function actsOf(
  { actions, thresholds }: Monitor,
  { group, overflow }: GroupState,
  before: Severity | null,
  severity: Severity,
): { agent: string; action: Action }[] {
  const least = thresholds.at(-1)?.severity ?? severity;
  return actions.flatMap((action) => {
    const from = action.atSeverity ?? least;
    const isNew = isAtLeast(severity, from) && !(before && isAtLeast(before, from));
    return isNew && !overflow ? agentsOf(action, group).map((agent) => ({ agent, action })) : [];
  });
}
